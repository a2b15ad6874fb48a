$(document).ready(function () {
  $(".entitylist").on("loaded", function () {
    $(this).find("td[data-attribute='createdon']").addClass("order-date");
  });
});
