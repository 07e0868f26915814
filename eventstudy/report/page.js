(function () {
  "use strict";
  var holder = document.getElementById("figures");
  var packed = document.getElementById("plotly");
  var names = ["ink", "muted", "grid", "paper", "shade", "first", "second", "third", "fourth", "event", "sans"];
  var drawings = JSON.parse(holder.textContent);
  var figures = drawings.figures;

  var onPaper = false;

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
    if (typeof value === "string") {
      return Object.prototype.hasOwnProperty.call(colours, value) ? colours[value] : value;
    }
    if (Array.isArray(value)) return value.map(function (v) { return painted(v, colours); });
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = painted(value[key], colours); });
      return copy;
    }
    return value;
  }

  // Words shown on hovering stand in the table below the picture.
  function read(words, place) {
    var rows = place.parentElement.querySelectorAll("details tbody tr");
    return Array.from(rows).filter(function (row) { return row.cells[words.cell].textContent; })
      .map(function (row) {
        var by = words.by.map(function (i) { return row.cells[i].textContent; });
        var head = by.length > 1 ? by[0] + " (" + by[1] + ")" : by[0];
        return head + ": " + row.cells[words.cell].textContent;
      });
  }

  function withWords(trace, place) {
    if (trace.customdata && trace.customdata.by) trace.customdata = read(trace.customdata, place);
    return trace;
  }

  // On paper the width is that of the sheet, whatever the window's is.
  function sized(layout) {
    return onPaper ? Object.assign(layout, { width: 640, height: 360 }) : Object.assign(layout, { autosize: true });
  }

  function print(now) {
    onPaper = now;
    draw();
  }

  function draw() {
    if (typeof Plotly === "undefined") return;
    var colours = palette();
    Object.keys(figures).forEach(function (id) {
      var place = document.getElementById("plot-" + id);
      var figure = painted(figures[id], colours);
      figure.layout = sized(Object.assign(painted(drawings.layout, colours), figure.layout));
      if (!place) return;
      figure.data.forEach(function (trace) { withWords(trace, place); });
      place.classList.add("drawn");
      Plotly.react(place, figure.data, figure.layout, { displayModeBar: false, responsive: true })
        .then(function () { shut(place); }, function () { place.classList.remove("drawn"); });
    });
  }

  // A table stands open until its picture is there; what a reader opens later stays open.
  function shut(place) {
    var table = place.parentElement.querySelector("details");
    if (table && !place.dataset.shut) table.open = false;
    place.dataset.shut = "yes";
  }

  function save(url, name) {
    var link = document.createElement("a");
    link.href = url;
    link.download = name + ".png";
    link.click();
  }

  // A drawing of our own takes its colours from the style sheet, which a picture does not have.
  function standAlone(svg) {
    var copy = svg.cloneNode(true);
    var from = [svg].concat(Array.from(svg.querySelectorAll("*")));
    var to = [copy].concat(Array.from(copy.querySelectorAll("*")));
    from.forEach(function (element, i) {
      var style = getComputedStyle(element);
      ["fill", "stroke", "stroke-width", "font-family", "font-size", "opacity"].forEach(function (key) {
        to[i].setAttribute(key, style.getPropertyValue(key));
      });
    });
    var box = svg.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", box.width * 2);
    copy.setAttribute("height", box.height * 2);
    return new XMLSerializer().serializeToString(copy);
  }

  function pictureOf(svg, name) {
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      var context = canvas.getContext("2d");
      context.fillStyle = palette().$paper;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0);
      save(canvas.toDataURL("image/png"), name);
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(standAlone(svg));
  }

  function offerPictures() {
    document.querySelectorAll(".tools").forEach(function (tools) {
      var name = tools.dataset.name;
      var plot = document.getElementById("plot-" + name);
      var svg = document.querySelector("#figure-" + name + " > svg");
      if (!svg && !(plot && typeof Plotly !== "undefined")) return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = tools.dataset.png;
      button.addEventListener("click", function () {
        if (svg) return pictureOf(svg, name);
        var size = { format: "png", width: 1200, height: 600, scale: 2 };
        var upright = Object.assign({}, plot.layout.yaxis, { title: { text: plot.layout.meta.upright } });
        var whole = Object.assign({}, plot.layout, { paper_bgcolor: palette().$paper, yaxis: upright });
        Plotly.toImage({ data: plot.data, layout: whole }, size)
          .then(function (url) { save(url, name); });
      });
      tools.appendChild(button);
    });
  }

  // The policy allows this text by its hash, so an unpacked copy that differs does not run.
  function unpack() {
    var bytes = Uint8Array.from(atob(packed.textContent.trim()), function (c) { return c.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text().then(function (text) {
      var script = document.createElement("script");
      script.textContent = text;
      document.head.appendChild(script);
    });
  }

  if (packed && typeof DecompressionStream !== "undefined") {
    requestAnimationFrame(function () { setTimeout(function () { unpack().then(draw).catch(function () {}).then(offerPictures); }, 0); });
  } else {
    draw();
    offerPictures();
  }
  // The page carries its results once; a copy of the page gives them without the file beside it.
  document.querySelectorAll('a[download="results.json"]').forEach(function (link) {
    var text = document.getElementById("results").textContent;
    if (text.length < 200) return;
    link.addEventListener("click", function () {
      var whole = text.replace(/(?<!\\)((?:\\\\)*)\\u003c/g, "$1<") + "\n";
      var file = new Blob([whole], { type: "application/json" });
      link.href = URL.createObjectURL(file);
    });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.matchMedia("print").addEventListener("change", function (found) { print(found.matches); });
  window.addEventListener("beforeprint", function () { print(true); });
  window.addEventListener("afterprint", function () { print(false); });
})();
