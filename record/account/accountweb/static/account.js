// Lets a person see the secret that they type. Without this script the field is
// an ordinary one. A page that is made for paper gets a button that prints it.
for (const field of document.querySelectorAll("input[data-show]")) {
  const box = document.createElement("input");
  const label = document.createElement("label");
  const text = document.createElement("span");
  box.type = "checkbox";
  text.textContent = field.dataset.show;
  label.className = "pilih";
  label.append(box, text);
  box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
  field.after(label);
}
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn garis";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => print());
  place.append(button);
}
