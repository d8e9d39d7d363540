"use strict";
(function () {
  var table = document.getElementById("table");
  if (!table) return;
  var MOST = 250, body = table.tBodies[0], rows = Array.from(body.rows), all = false;
  var search = document.getElementById("search"), more = document.getElementById("more");
  var selects = Array.from(document.querySelectorAll("select[data-filter]"));
  var texts = rows.map(function (row) {
    return fold([row.cells[0].textContent, row.dataset.manager, row.dataset.tier].join(" "));
  });
  rows.forEach(function (row, n) { row.n = n; });

  function fold(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); }

  function show() {
    var words = fold(search.value).split(/\s+/).filter(Boolean), found = 0, shown = 0;
    rows.forEach(function (row) {
      var fits = selects.every(function (s) { return !s.value || row.dataset[s.dataset.filter] === s.value; }) &&
        words.every(function (word) { return texts[row.n].includes(word); });
      found += fits;
      var seen = fits && (all || found <= MOST);
      shown += seen;
      if (row.hidden === seen) row.hidden = !seen;
    });
    document.getElementById("shown").textContent = shown.toLocaleString(document.documentElement.lang);
    document.getElementById("none").hidden = found > 0;
    more.hidden = shown === found;
  }

  function key(row, column, numbers) {
    var cell = row.cells[column], value = cell.dataset.v;
    if (value === undefined) return numbers ? null : cell.textContent;
    return numbers ? Number(value) : value;
  }

  function sort(button) {
    var head = button.closest("th"), column = head.cellIndex, numbers = button.dataset.sort === "number";
    var down = head.getAttribute("aria-sort") === "ascending" || (numbers && !head.hasAttribute("aria-sort"));
    Array.from(table.tHead.rows[0].cells).forEach(function (th) { th.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var order = new Intl.Collator(document.documentElement.lang, {numeric: true, sensitivity: "base"});
    var keyed = rows.map(function (row) { return [key(row, column, numbers), row]; });
    keyed.sort(function (a, b) {
      if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null) || a[1].n - b[1].n;
      var by = numbers ? a[0] - b[0] : order.compare(a[0], b[0]);
      return (down ? -by : by) || a[1].n - b[1].n;
    });
    rows = keyed.map(function (pair) { return pair[1]; });
    var sorted = document.createDocumentFragment();
    rows.forEach(function (row) { sorted.appendChild(row); });
    body.appendChild(sorted);
    show();
  }

  var waiting = 0;
  search.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(show, 60); });
  selects.forEach(function (s) { s.addEventListener("change", show); });
  document.getElementById("tools").addEventListener("submit", function (e) { e.preventDefault(); show(); });
  document.getElementById("tools").addEventListener("reset", function () { setTimeout(show, 0); });
  table.tHead.addEventListener("click", function (e) {
    var button = e.target.closest("button");
    if (button) sort(button);
  });
  more.addEventListener("click", function () { all = true; show(); });
  window.addEventListener("beforeprint", function () { all = true; show(); });
  show();
})();
