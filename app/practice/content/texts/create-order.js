(function () {
  "use strict";
  var country = document.getElementById("shipto_country");
  if (!country) {
    return;
  }
  country.addEventListener("change", function () {
    var note = document.getElementById("country-note");
    if (note) {
      note.hidden = country.value === "USA";
    }
  });
})();
