// Lets a person see the secret that they type. Without this script the field is
// an ordinary one.
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
