/* Shows a running total beside the items of an order. Amounts are estimates. */
(function () {
  "use strict";

  function amountOf(row) {
    var cell = row.querySelector("[data-attribute='msdyn_estimatednetamount']");
    return cell ? Number(cell.dataset.value || 0) : 0;
  }

  function total(table) {
    return Array.from(table.querySelectorAll("tbody tr")).reduce(function (sum, row) {
      return sum + amountOf(row);
    }, 0);
  }

  document.addEventListener("order-lines-loaded", function (event) {
    var place = document.getElementById("order-total");
    if (place) {
      place.textContent = total(event.target).toFixed(2);
    }
  });
})();
