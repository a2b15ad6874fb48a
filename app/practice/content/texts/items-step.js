$(document).ready(function () {
  var list = $("#order_lines");
  list.on("loaded", function () {
    var lines = list.find("tbody tr").length;
    $("#NextButton").prop("disabled", lines === 0);
  });
});
