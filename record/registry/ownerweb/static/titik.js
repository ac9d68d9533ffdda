// Fills the field of the point from where the phone is. It keeps and sends nothing:
// the owner reads what stands there, and saves it or not.

const place = document.getElementById("titik-gps");
const field = document.querySelector("input[name=point]");
const source = document.getElementById("titik-sumber");

if (place && field && source && "geolocation" in navigator && isSecureContext) {
  const button = place.querySelector("button");
  const news = document.getElementById("titik-kabar");
  const coarse = 50; // metres
  place.hidden = false;
  field.addEventListener("input", () => {
    source.value = ""; // typed by hand
  });
  button.addEventListener("click", () => {
    button.disabled = true;
    news.textContent = place.dataset.cari;
    navigator.geolocation.getCurrentPosition(
      ({ coords: c }) => {
        button.disabled = false;
        field.value = c.latitude.toFixed(6) + ", " + c.longitude.toFixed(6);
        source.value = "gps";
        const said = c.accuracy > coarse ? place.dataset.kasar : place.dataset.baik;
        news.textContent = said.replace("#", String(Math.round(c.accuracy)));
      },
      (why) => {
        button.disabled = false;
        news.textContent = why.code === why.PERMISSION_DENIED ? place.dataset.tolak : place.dataset.gagal;
      },
      { enableHighAccuracy: true, timeout: 30_000, maximumAge: 0 },
    );
  });
}
