// Comfort only: the page works without. Nothing here asks the network, and nothing is remembered.
"use strict";
(() => {
  const leave = document.querySelector(".exit");
  // Help opens beside an answer, to which no browser could go back: whoever leaves leaves both.
  const tabs = window.BroadcastChannel && new BroadcastChannel("leave");
  const go = () => {
    const away = leave.href;
    document.title = "";
    document.body.replaceChildren();
    location.replace(away);
  };
  const exit = () => {
    tabs?.postMessage("");
    go();
  };
  if (tabs) tabs.onmessage = go;
  leave.addEventListener("click", (event) => { event.preventDefault(); exit(); });

  // Three times Esc within two seconds: once alone closes things in many programs.
  let escapes = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { escapes = []; return; }
    escapes = escapes.filter((time) => event.timeStamp - time < 2000).concat(event.timeStamp);
    if (escapes.length >= 3) exit();
  });

  const box = document.querySelector(".box");
  // A file that misses the box would be opened by the browser in place of the page.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
  if (box) {
    const file = box.querySelector("[type=file]"), text = box.querySelector("textarea");
    box.addEventListener("dragover", () => box.classList.add("over"));
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
    const take = (data) => {
      if (!data.files.length) return false;
      file.files = data.files;
      return true;
    };
    box.addEventListener("drop", (event) => {
      if (take(event.dataTransfer)) return file.focus();
      const words = event.dataTransfer.getData("text/plain");
      if (words) { text.value = words; text.focus(); }
    });
    text.addEventListener("paste", (event) => { if (take(event.clipboardData)) event.preventDefault(); });
  }

  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  // Without TLS, and where it is not allowed, there is no clipboard but the old one.
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      area.className = "hidden";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const parts = [...document.querySelectorAll(button.dataset.copy)].map((part) => part.value ?? part.innerText);
      await copy(parts.join("\n\n"));
      button.focus();
      button.textContent = button.dataset.done;
    });
  }
})();
