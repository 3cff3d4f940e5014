#include "kossa/page/script.hpp"

namespace kossa::page {

namespace {

constexpr const char* slide_script = R"js(
(function () {
  'use strict';
  var svg = document.getElementById('slide');

  function openAround(element) {
    for (var e = element; e; e = e.parentElement) {
      if (e.tagName === 'DETAILS') { e.open = true; }
    }
  }

  function startView() {
    var box = svg.viewBox.baseVal;
    var whole = { x: 0, y: 0, w: box.width, h: box.height };
    var now = { x: 0, y: 0, w: box.width, h: box.height };
    var mostZoom = 24;

    function show() {
      now.w = Math.min(whole.w, Math.max(whole.w / mostZoom, now.w));
      now.h = now.w * whole.h / whole.w;
      now.x = Math.min(whole.w - now.w, Math.max(0, now.x));
      now.y = Math.min(whole.h - now.h, Math.max(0, now.y));
      svg.setAttribute('viewBox', [now.x, now.y, now.w, now.h].join(' '));
      svg.classList.toggle('zoomed', now.w < whole.w);
      showBar();
    }

    function showBar() {
      var bar = document.getElementById('slide-bar');
      if (!bar) { return; }
      var umPerUnit = Number(bar.getAttribute('data-um-per-unit'));
      var wanted = now.w * umPerUnit / 5;
      var decade = Math.pow(10, Math.floor(Math.log10(wanted)));
      var um = [1, 2, 5, 10].map(function (f) { return f * decade; }).reduce(function (a, b) {
        return Math.abs(Math.log(b / wanted)) < Math.abs(Math.log(a / wanted)) ? b : a;
      });
      var scale = now.w / whole.w;
      var seen = svg.getBoundingClientRect();
      var unitsWide = seen.width / Math.min(seen.width / now.w, seen.height / now.h);
      var left = now.w < whole.w ? now.x - (unitsWide - now.w) / 2 : now.x;
      bar.setAttribute('transform', 'translate(' + left + ' ' + (now.y + now.h) + ') scale(' + scale + ')');
      var line = bar.querySelector('.bar-black');
      var length = um / umPerUnit / scale;
      line.setAttribute('width', length);
      bar.querySelector('.plate').setAttribute('width', length + 2 * Number(line.getAttribute('x')));
      bar.querySelector('text').textContent = um < 1000 ? um + ' \u00b5m' : um / 1000 + ' mm';
    }

    function zoom(factor, x, y) {
      var w = Math.min(whole.w, Math.max(whole.w / mostZoom, now.w / factor));
      now.x = x - (x - now.x) * w / now.w;
      now.y = y - (y - now.y) * w / now.w;
      now.w = w;
      show();
    }

    function zoomMiddle(factor) { zoom(factor, now.x + now.w / 2, now.y + now.h / 2); }

    function goTo(shape) {
      var b = shape.getBBox();
      now.w = Math.max(8 * Math.max(b.width, b.height), whole.w / 12);
      now.h = now.w * whole.h / whole.w;
      now.x = b.x + b.width / 2 - now.w / 2;
      now.y = b.y + b.height / 2 - now.h / 2;
      show();
    }

    function slidePoint(event) {
      return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    }

    var actions = { 'in': function () { zoomMiddle(1.6); }, 'out': function () { zoomMiddle(1 / 1.6); },
                    'all': function () { now = { x: 0, y: 0, w: whole.w, h: whole.h }; show(); } };
    document.querySelectorAll('[data-zoom]').forEach(function (button) {
      button.addEventListener('click', actions[button.getAttribute('data-zoom')]);
    });
    svg.addEventListener('wheel', function (event) {
      if (!event.ctrlKey) { return; }
      event.preventDefault();
      var p = slidePoint(event);
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, p.x, p.y);
    }, { passive: false });
    svg.addEventListener('keydown', function (event) {
      var step = now.w / 8;
      var keys = { '+': actions['in'], '-': actions.out, '0': actions.all,
                   'ArrowLeft': function () { now.x -= step; show(); }, 'ArrowRight': function () { now.x += step; show(); },
                   'ArrowUp': function () { now.y -= step; show(); }, 'ArrowDown': function () { now.y += step; show(); } };
      var moves = event.key.indexOf('Arrow') === 0;
      if (keys[event.key] && (!moves || now.w < whole.w)) { event.preventDefault(); keys[event.key](); }
    });

    var drag = null;
    var dragged = false;
    svg.addEventListener('pointerdown', function (event) { drag = slidePoint(event); dragged = false; });
    window.addEventListener('pointerup', function () { drag = null; });
    svg.addEventListener('dragstart', function (event) { event.preventDefault(); });
    svg.addEventListener('pointermove', function (event) {
      if (!drag || now.w >= whole.w) { return; }
      var p = slidePoint(event);
      dragged = dragged || Math.hypot(p.x - drag.x, p.y - drag.y) > now.w / 200;
      now.x += drag.x - p.x;
      now.y += drag.y - p.y;
      show();
    });
    svg.addEventListener('click', function (event) {
      if (dragged) { event.preventDefault(); return; }
      var link = event.target.closest('a');
      if (link) { openAround(document.getElementById(link.getAttribute('href').slice(1))); }
    });

    document.querySelectorAll('a.to-shape').forEach(function (link) {
      link.addEventListener('click', function () {
        var shape = document.getElementById(link.getAttribute('href').slice(1));
        if (!shape) { return; }
        switchOn(shape.closest('.deposits'));
        goTo(shape);
        setTimeout(function () { svg.scrollIntoView({ block: 'center' }); });  // after the link has scrolled there
      });
    });
    show();
  }

  function switchOn(layer) {
    layer.classList.remove('off');
    document.querySelectorAll('[data-layer]').forEach(function (box) {
      if (box.getAttribute('data-layer') === layer.id) { box.checked = true; }
    });
  }

  document.querySelectorAll('[data-layer]').forEach(function (box) {
    function apply() { document.getElementById(box.getAttribute('data-layer')).classList.toggle('off', !box.checked); }
    box.addEventListener('change', apply);
    apply();
  });

  document.querySelectorAll('[data-copy]').forEach(function (button) {
    button.addEventListener('click', function () {
      var range = document.createRange();
      range.selectNodeContents(document.getElementById(button.getAttribute('data-copy')));
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected: press Ctrl+C';
    });
  });

  if (svg) { startView(); }
  if (location.hash.length > 1) { openAround(document.getElementById(location.hash.slice(1))); }
})();
)js";

}  // namespace

std::string script() {
    return slide_script;
}

}  // namespace kossa::page
