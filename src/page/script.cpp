#include "kossa/page/script.hpp"

namespace kossa::page {

namespace {

/// The slide: OpenSeadragon shows the pictures, and the drawing of the page lies on them and moves with them.
constexpr const char* slide_script = R"js(
'use strict';
function kossaSlide(pick) {
  var picture = document.querySelector('.picture');
  var view = picture.querySelector('.view');
  var svg = document.getElementById('slide');
  var stage = document.getElementById('slide-stage');
  var size = svg.viewBox.baseVal;
  var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  function tilesOnIt() {
    var store = document.getElementById('zoom-data');
    if (!store) { return []; }
    var pictures = {};
    store.querySelectorAll('i').forEach(function (tile) { pictures[tile.dataset.place] = tile.dataset.jpeg; });
    store.remove();
    var about = store.dataset;
    var finest = Number(about.finest);
    var width = Math.ceil(about.width / Math.pow(2, finest));
    var height = Math.ceil(about.height / Math.pow(2, finest));
    var deepest = Math.ceil(Math.log2(Math.max(width, height)));
    function place(level, x, y) { return (finest + deepest - level) + '/' + x + '/' + y; }
    return [{ tileSource: {
      width: width, height: height, tileSize: Number(about.tile), tileOverlap: 0, minLevel: 0, maxLevel: deepest,
      tileExists: function (level, x, y) { return place(level, x, y) in pictures; },
      getTileUrl: function (level, x, y) { return 'data:image/jpeg;base64,' + pictures[place(level, x, y)]; },
      getTileHashKey: function (level, x, y) { return 'tile ' + place(level, x, y); }
    }, x: 0, y: 0, width: about.width / about.level0PerUnit / size.width }];
  }

  function element(tag, name) {
    var made = document.createElement(tag);
    made.className = name;
    return made;
  }

  view.style.aspectRatio = size.width + ' / ' + size.height;
  var tiles = view.appendChild(element('div', 'tiles'));
  document.documentElement.classList.add('live');
  // The one rule that OpenSeadragon would add as a style sheet of its own, which the policy of this page forbids.
  document.querySelector('style').setAttribute('data-openseadragon-mobile-css', 'true');
  var whole = { type: 'image', url: svg.querySelector('image').getAttribute('href') };
  var viewer = new OpenSeadragon.Viewer({
    element: tiles, drawer: 'canvas', showNavigationControl: false, crossOriginPolicy: false,
    tileSources: [{ tileSource: whole, x: 0, y: 0, width: 1 }].concat(tilesOnIt()),
    visibilityRatio: 1, constrainDuringPan: true, minZoomImageRatio: 1, maxZoomPixelRatio: 4, minScrollDeltaTime: 0,
    animationTime: still ? 0 : 0.4, blendTime: 0, immediateRender: true, maxImageCacheCount: 300,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsPen: { clickToZoom: false, dblClickToZoom: true }
  });
  viewer.canvas.appendChild(svg);
  viewer.canvas.setAttribute('role', 'group');
  viewer.canvas.setAttribute('aria-label', svg.getAttribute('aria-label'));
  viewer.canvas.setAttribute('aria-keyshortcuts', '+ - 0 ArrowLeft ArrowRight ArrowUp ArrowDown');
  svg.removeAttribute('tabindex');
  var scale = view.appendChild(element('div', 'scale'));
  var scaleText = scale.appendChild(document.createTextNode(''));
  var scaleLine = scale.appendChild(document.createElement('span'));

  function zoomed() { return viewer.viewport.getZoom() > viewer.viewport.getHomeZoom() * 1.001; }

  function showScale(pixelsPerUnit) {
    var bar = document.getElementById('slide-bar');
    scale.hidden = !bar;
    if (!bar) { return; }
    var umPerPixel = Number(bar.dataset.umPerUnit) / pixelsPerUnit;
    var wanted = umPerPixel * Math.min(130, view.clientWidth / 4);
    var decade = Math.pow(10, Math.floor(Math.log10(wanted)));
    var um = [1, 2, 5].map(function (f) { return f * decade; }).filter(function (u) { return u <= wanted; }).pop() || decade;
    scaleLine.style.width = um / umPerPixel + 'px';
    scaleText.textContent = um < 1000 ? um + ' \u00b5m' : um / 1000 + ' mm';
  }

  function follow() {
    if (!viewer.viewport || !view.clientWidth) { return; }
    var corner = viewer.viewport.pixelFromPoint(new OpenSeadragon.Point(0, 0), true);
    var right = viewer.viewport.pixelFromPoint(new OpenSeadragon.Point(1, 0), true);
    var pixelsPerUnit = (right.x - corner.x) / size.width;
    // The drawing by itself lies in the middle, as large as fits.
    var fit = Math.min(view.clientWidth / size.width, view.clientHeight / size.height);
    var left = (view.clientWidth - fit * size.width) / 2;
    var top = (view.clientHeight - fit * size.height) / 2;
    stage.setAttribute('transform', 'translate(' + (corner.x - left) / fit + ' ' + (corner.y - top) / fit + ') scale(' +
      pixelsPerUnit / fit + ')');
    stage.classList.toggle('near', pixelsPerUnit > 5 * fit);
    viewer.canvas.classList.toggle('zoomed', zoomed());
    viewer.canvas.style.touchAction = zoomed() ? 'none' : 'pan-y';
    showScale(pixelsPerUnit);
  }
  ['open', 'update-viewport', 'resize'].forEach(function (name) { viewer.addHandler(name, follow); });

  function zoomBy(factor) { viewer.viewport.zoomBy(factor, null, still); viewer.viewport.applyConstraints(still); }
  function panBy(x, y) {
    var seen = viewer.viewport.getBounds();
    viewer.viewport.panBy(new OpenSeadragon.Point(x * seen.width / 6, y * seen.height / 6), still);
    viewer.viewport.applyConstraints(still);
  }
  var actions = {
    'in': function () { zoomBy(1.6); },
    'out': function () { zoomBy(1 / 1.6); },
    'all': function () { viewer.viewport.goHome(still); },
    'screen': function () { if (document.fullscreenElement) { document.exitFullscreen(); } else { picture.requestFullscreen(); } }
  };
  document.querySelectorAll('[data-zoom]').forEach(function (button) {
    button.addEventListener('click', actions[button.dataset.zoom]);
  });
  var keys = {
    '+': actions['in'], '=': actions['in'], '-': actions.out, '0': actions.all, 'Home': actions.all,
    'ArrowLeft': function () { panBy(-1, 0); }, 'ArrowRight': function () { panBy(1, 0); },
    'ArrowUp': function () { panBy(0, -1); }, 'ArrowDown': function () { panBy(0, 1); }
  };
  viewer.addHandler('canvas-key', function (event) {
    var key = event.originalEvent.key;
    event.preventDefaultAction = true;
    if (!keys[key] || event.originalEvent.ctrlKey || event.originalEvent.metaKey) { return; }
    if (key.indexOf('Arrow') === 0 && !zoomed()) { return; }
    event.originalEvent.preventDefault();
    keys[key]();
  });
  viewer.addHandler('canvas-scroll', function (event) {
    var meant = event.originalEvent.ctrlKey || event.originalEvent.metaKey || document.fullscreenElement ||
      view.contains(document.activeElement);
    event.preventDefaultAction = !meant;
    event.preventDefault = !!meant;
  });

  svg.addEventListener('click', function (event) { event.preventDefault(); });
  svg.addEventListener('dragstart', function (event) { event.preventDefault(); });
  viewer.addHandler('canvas-click', function (event) {
    if (!event.quick) { return; }
    var shape = event.originalTarget.closest('.deposits g, .aside g, .confusers g');
    pick(shape);
  });

  return {
    goTo: function (shape) {
      var box = (shape.querySelector('path') || shape).getBoundingClientRect();
      var frame = viewer.canvas.getBoundingClientRect();
      function point(x, y) { return viewer.viewport.pointFromPixel(new OpenSeadragon.Point(x - frame.left, y - frame.top), true); }
      var a = point(box.left, box.top);
      var b = point(box.right, box.bottom);
      var side = Math.max(5 * (b.x - a.x), 5 * (b.y - a.y), 1 / 40);
      var middle = new OpenSeadragon.Point((a.x + b.x) / 2, (a.y + b.y) / 2);
      viewer.viewport.fitBounds(new OpenSeadragon.Rect(middle.x - side / 2, middle.y - side / 2, side, side), still);
      viewer.viewport.applyConstraints(still);
      setTimeout(function () { view.scrollIntoView({ block: 'center' }); });  // after the link has scrolled there
    },
    viewer: viewer
  };
}
)js";

constexpr const char* page_script = R"js(
(function () {
  var slide = null;

  function openAround(element) {
    for (var e = element; e; e = e.parentElement) {
      if (e.tagName === 'DETAILS') { e.open = true; }
    }
  }

  function made(tag, text) {
    var element = document.createElement(tag);
    element.textContent = text;
    return element;
  }

  function factsOf(row) {
    var heads = row.closest('table').querySelectorAll('thead th');
    var facts = document.createElement('dl');
    Array.prototype.forEach.call(row.cells, function (cell, i) {
      if (i === 0) { return; }  // its number
      var fact = facts.appendChild(document.createElement('div'));
      fact.appendChild(made('dt', heads[i].textContent));
      fact.appendChild(made('dd', cell.textContent));
    });
    return facts;
  }

  // Shows the row of a deposit under the slide, or the words of anything else; null: nothing.
  function pick(shape) {
    var panel = document.getElementById('picked');
    document.querySelectorAll('#slide .picked').forEach(function (one) { one.classList.remove('picked'); });
    panel.replaceChildren();
    panel.hidden = !shape;
    if (!shape) { return; }
    shape.classList.add('picked');
    var words = shape.querySelector('title').textContent;
    var row = document.getElementById(shape.id.indexOf('shape') === 0 ? shape.id.replace('shape', 'deposit') : 'no row');
    if (!row) { panel.appendChild(made('strong', words)); return; }
    panel.appendChild(made('strong', words.slice(0, words.indexOf(':'))));
    panel.appendChild(factsOf(row));
    var link = panel.appendChild(made('a', 'Its row in the table'));
    link.href = '#' + row.id;
    link.addEventListener('click', function () { openAround(row); });
  }

  function switchOn(layer) {
    layer.classList.remove('off');
    document.querySelectorAll('[data-layer]').forEach(function (box) {
      if (box.dataset.layer === layer.id) { box.checked = true; }
    });
  }

  document.documentElement.classList.add('scripted');
  document.querySelectorAll('[data-layer]').forEach(function (box) {
    function apply() { document.getElementById(box.dataset.layer).classList.toggle('off', !box.checked); }
    box.addEventListener('change', apply);
    apply();
  });

  document.querySelectorAll('[data-copy]').forEach(function (button) {
    button.addEventListener('click', function () {
      var range = document.createRange();
      range.selectNodeContents(document.getElementById(button.dataset.copy));
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected: press Ctrl+C';
    });
  });

  if (document.getElementById('slide')) { slide = kossaSlide(pick); }
  // Zooms to the shape of that name, if there is one.
  function show(id) {
    var shape = document.getElementById(id);
    if (!slide || !shape || !shape.closest('#slide')) { return; }
    switchOn(shape.closest('.deposits, .aside, .confusers'));
    pick(shape);
    slide.goTo(shape);
  }
  document.querySelectorAll('a.to-shape').forEach(function (link) {
    link.addEventListener('click', function () { show(link.getAttribute('href').slice(1)); });
  });
  if (location.hash.length > 1) {
    openAround(document.getElementById(location.hash.slice(1)));
    if (slide) { slide.viewer.addOnceHandler('open', function () { show(location.hash.slice(1)); }); }
  }
})();
)js";

}  // namespace

std::string script() {
    return std::string(slide_script) + page_script;
}

}  // namespace kossa::page
