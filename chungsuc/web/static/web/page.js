// Only comfort: every page works without this file.
(function () {
  "use strict";
  var all = function (what, inside) { return Array.prototype.slice.call((inside || document).querySelectorAll(what)); };

  // Opened filters stay open on the next visit of the same page.
  all("details[data-remember]").forEach(function (box) {
    var key = "open:" + location.pathname + ":" + box.getAttribute("data-remember");
    try {
      if (localStorage.getItem(key) === "1") { box.open = true; }
      box.addEventListener("toggle", function () { localStorage.setItem(key, box.open ? "1" : "0"); });
    } catch (refused) { /* private mode: nothing is remembered */ }
  });

  // A form that says so is sent when a choice changes; its button stays for everybody else.
  all("form[data-submit-on-change]").forEach(function (form) {
    form.addEventListener("change", function (event) {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) { form.requestSubmit(); }
    });
  });

  // Escape closes an opened menu and goes back to what opened it.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    all("details[data-menu][open]").forEach(function (box) { box.open = false; box.querySelector("summary").focus(); });
  });

  // A map is one stop of the Tab key; arrows move between neighbours.
  all("svg[data-map]").forEach(function (map) {
    var tiles = all("a[data-c]", map);
    var at = function (tile) { return [Number(tile.getAttribute("data-c")), Number(tile.getAttribute("data-r"))]; };
    var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    var choose = function (tile) {
      tiles.forEach(function (other) { other.setAttribute("tabindex", other === tile ? "0" : "-1"); });
    };
    if (tiles.length) { choose(tiles[0]); }
    map.addEventListener("focusin", function (event) {
      var tile = event.target.closest("a[data-c]");
      if (tile) { choose(tile); }
    });
    map.addEventListener("keydown", function (event) {
      var step = steps[event.key], from = event.target.closest("a[data-c]");
      if (!step || !from) { return; }
      event.preventDefault();
      var here = at(from), best = null, nearest = Infinity;
      tiles.forEach(function (tile) {
        var there = at(tile), along = (there[0] - here[0]) * step[0] + (there[1] - here[1]) * step[1];
        var aside = Math.abs((there[0] - here[0]) * step[1]) + Math.abs((there[1] - here[1]) * step[0]);
        if (along > 0 && along + 2 * aside < nearest) { nearest = along + 2 * aside; best = tile; }
      });
      if (best) { best.focus(); }
    });
  });

  // Long work: ask again until the page says it is finished, then show the finished page.
  var ask = function (box) {
    setTimeout(function () {
      fetch(location.href, { headers: { "X-Requested-With": "fetch" } })
        .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
        .then(function (text) {
          var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-poll]");
          if (!fresh) { location.reload(); return; }
          box.replaceWith(fresh);
          ask(fresh);
        })
        .catch(function () { ask(box); });
    }, 2000);
  };
  all("[data-poll]").forEach(ask);
})();
