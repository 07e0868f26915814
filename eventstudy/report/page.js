(function () {
  "use strict";
  var holder = document.getElementById("figures");
  if (!holder || typeof Plotly === "undefined") return;
  var figures = JSON.parse(holder.textContent);
  var names = ["ink", "muted", "grid", "paper", "shade", "first", "second", "third", "fourth", "event", "sans"];

  function palette() {
    var style = getComputedStyle(document.documentElement);
    var colours = { "$clear": "rgba(0,0,0,0)" };
    names.forEach(function (name) {
      colours["$" + name] = style.getPropertyValue("--" + name).trim();
      colours["$" + name + "-band"] = style.getPropertyValue("--" + name + "-band").trim();
    });
    return colours;
  }

  function painted(value, colours) {
    if (typeof value === "string") return Object.prototype.hasOwnProperty.call(colours, value) ? colours[value] : value;
    if (Array.isArray(value)) return value.map(function (v) { return painted(v, colours); });
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = painted(value[key], colours); });
      return copy;
    }
    return value;
  }

  function draw() {
    var colours = palette();
    Object.keys(figures).forEach(function (id) {
      var place = document.getElementById("plot-" + id);
      if (!place) return;
      var figure = painted(figures[id], colours);
      Plotly.react(place, figure.data, figure.layout, { displayModeBar: false, responsive: true });
    });
  }

  draw();
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  if (dark.addEventListener) dark.addEventListener("change", draw);
  window.addEventListener("beforeprint", draw);
  window.addEventListener("afterprint", draw);
})();
