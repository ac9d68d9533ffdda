// The map that moves, and the button that fills in where the phone is. Both are
// extras: without this script the pages show a drawn map, a list and a form.
//
// Addresses of other files come from data attributes, because the names of static
// files change with their content. So do all words: no sentence stands here.

const stage = document.querySelector("#peta");
if (stage) start(stage).catch(() => stage.classList.remove("hidup"));
for (const form of document.querySelectorAll("[data-lokasi]")) locate(form);

// start fetches the engine and, only when it runs, takes the drawn map away.
async function start(stage) {
  const [engine, shapes] = await Promise.all([
    import(stage.dataset.engine),
    fetch(stage.dataset.shapes).then((r) => (r.ok ? r.json() : Promise.reject(r.status))),
  ]);
  engine.setWorkerUrl(new URL(stage.dataset.worker, location.href).href);

  const drawn = [...stage.childNodes];
  const box = document.createElement("div");
  stage.append(box);
  stage.classList.add("hidup");
  let map;
  try {
    map = new engine.Map(options(stage, box, shapes));
  } catch (e) {
    box.remove(); // no WebGL: the drawn map stays
    throw e;
  }
  drawn.forEach((n) => n.remove());

  map.addControl(new engine.NavigationControl({ showCompass: false }), "top-right");
  map.touchZoomRotate.disableRotation();
  label(engine, map, shapes, stage);
  await new Promise((ready) => map.once("load", ready));
  choose(map, shapes);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map));
  stage.dataset.siap = ""; // for tests: everything is drawn and listens
}

function options(stage, box, shapes) {
  const words = stage.dataset;
  const bounds = around(shapes.features);
  return {
    container: box,
    style: style(shapes),
    bounds,
    fitBoundsOptions: { padding: 24 },
    maxBounds: wider(bounds),
    maxZoom: 16,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false, // our own line stands under the map
    cooperativeGestures: true, // one finger scrolls the page
    fadeDuration: 0,
    locale: {
      "Map.Title": words.title,
      "NavigationControl.ZoomIn": words.closer,
      "NavigationControl.ZoomOut": words.farther,
      "CooperativeGesturesHandler.WindowsHelpText": words.wheel,
      "CooperativeGesturesHandler.MacHelpText": words.wheelMac,
      "CooperativeGesturesHandler.MobileHelpText": words.fingers,
    },
  };
}

// ---------- colours: the tokens of alun.css as they are now, light or dark

function colours() {
  const now = getComputedStyle(stage);
  const token = (name) => now.getPropertyValue(name).trim();
  return { water: token("--papan2"), land: token("--papan"), thin: token("--garis2"), thick: token("--tinta"), here: token("--madu"), near: token("--madu-b") };
}

function paint(c) {
  return {
    water: { "background-color": c.water },
    land: { "fill-color": c.land },
    // Where you are is honey, as everywhere in the house; what is pointed at is a tint of it.
    here: { "fill-color": ["case", ["boolean", ["feature-state", "chosen"], false], c.here, c.near] },
    wards: { "line-color": c.thin, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 13, 1.2] },
    districts: { "line-color": c.thick, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 13, 2.4] },
  };
}

function style(shapes) {
  const p = paint(colours());
  const level = (name) => ["==", ["get", "level"], name];
  const shown = ["any", ["boolean", ["feature-state", "chosen"], false], ["boolean", ["feature-state", "near"], false]];
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: shapes, promoteId: "code" } },
    layers: [
      { id: "water", type: "background", paint: p.water },
      { id: "land", type: "fill", source: "areas", filter: level("kelurahan"), paint: p.land },
      { id: "here", type: "fill", source: "areas", paint: { ...p.here, "fill-opacity": ["case", shown, 1, 0] } },
      { id: "wards", type: "line", source: "areas", filter: level("kelurahan"), paint: p.wards },
      { id: "districts", type: "line", source: "areas", filter: level("kecamatan"), layout: { "line-join": "round" }, paint: p.districts },
    ],
  };
}

function repaint(map) {
  for (const [layer, properties] of Object.entries(paint(colours())))
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value);
}

// ---------- names: HTML over the map, so that no server of letters is needed

function label(engine, map, shapes, stage) {
  for (const { properties: p } of shapes.features) {
    const name = document.createElement("div");
    name.className = "nama-peta " + p.level;
    name.textContent = p.short;
    new engine.Marker({ element: name }).setLngLat([p.lng, p.lat]).addTo(map);
    name.removeAttribute("tabindex");
    name.removeAttribute("role");
    name.removeAttribute("aria-label");
    name.setAttribute("aria-hidden", "true"); // the list says all names
  }
  const near = () => stage.classList.toggle("dekat", map.getZoom() >= 12);
  map.on("zoom", near);
  near();
}

// ---------- choosing an area, on the map, in the list or by the address

function choose(map, shapes) {
  const byCode = new Map(shapes.features.map((f) => [f.properties.code, f]));
  const links = new Map([...document.querySelectorAll("[data-kode]")].map((a) => [a.dataset.kode, a]));
  const mark = (code, what, on) => code && map.setFeatureState({ source: "areas", id: code }, { [what]: on });
  let chosen = "";
  let near = "";

  const point = (code) => {
    mark(near, "near", false);
    mark((near = code), "near", true);
  };
  const select = (code, moved) => {
    if (!byCode.has(code)) return;
    mark(chosen, "chosen", false);
    links.get(chosen)?.removeAttribute("aria-current");
    mark((chosen = code), "chosen", true);
    tell(links.get(code));
    if (!moved) show(map, byCode.get(code));
  };
  // The address holds the choice: it can be sent to somebody, and the way back works.
  const go = (code, moved) => {
    history.pushState(null, "", "#" + code);
    select(code, moved);
  };

  const at = (e) => map.queryRenderedFeatures(e.point, { layers: ["land"] })[0]?.properties.code ?? "";
  map.on("click", (e) => at(e) && go(at(e), true));
  map.on("mousemove", (e) => {
    point(at(e));
    stage.classList.toggle("tunjuk", near !== "");
  });
  map.on("mouseout", () => point(""));
  for (const [code, a] of links) {
    a.addEventListener("focus", () => point(code));
    a.addEventListener("blur", () => point(""));
    a.addEventListener("click", (e) => {
      if (e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return; // a new tab opens the page
      e.preventDefault();
      go(code);
    });
  }
  const fromAddress = () => select(decodeURIComponent(location.hash.slice(1)));
  addEventListener("popstate", fromAddress);
  fromAddress();
}

// tell fills the panel and leads the reader to it.
function tell(link) {
  const panel = document.querySelector("[data-pilihan]");
  panel.querySelector("[data-nama]").textContent = link.textContent.trim();
  panel.querySelector("[data-isi]").textContent = link.dataset.isi;
  panel.querySelector("[data-buka]").href = link.href;
  panel.hidden = false;
  link.setAttribute("aria-current", "true");
  link.closest("details").open = true;
  panel.focus({ preventScroll: matchMedia("(width >= 60rem)").matches });
}

function show(map, feature) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  map.fitBounds(around([feature]), { padding: 40, maxZoom: 14, duration: calm ? 0 : 600 });
}

function around(features) {
  const box = [180, 90, -180, -90];
  for (const f of features)
    for (const [x, y] of f.geometry.coordinates.flat(f.geometry.type === "Polygon" ? 1 : 2)) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  return box;
}

// wider leaves room to push the edge of the city to the middle.
function wider([west, south, east, north]) {
  const x = (east - west) * 0.6;
  const y = (north - south) * 0.6;
  return [west - x, south - y, east + x, north + y];
}

// ---------- where the phone is: filled into the form, sent only by the person

function locate(form) {
  const place = form.querySelector("[data-pakai]");
  if (!navigator.geolocation || !isSecureContext) return;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const news = form.querySelector("[data-kabar]");
    news.textContent = "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(6);
        form.elements.lng.value = coords.longitude.toFixed(6);
      },
      () => (news.textContent = form.dataset.gagal),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
