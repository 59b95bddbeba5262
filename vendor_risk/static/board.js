// The board: cells are ticked by dragging over them or by shift and click; its picture is kept as PNG. All of it also
// works without this: by the boxes, one by one, and as SVG.
"use strict";

(() => {
  const table = document.querySelector("table.board-pick");
  if (table) {
    const boxes = [...table.querySelectorAll("input[name=cell]")];
    const place = (box) => ({ row: box.closest("tr").rowIndex, column: box.closest("td").cellIndex });
    let from = null, to = null, dragged = false;

    const between = (a, b) => {
      const [one, two] = [place(a), place(b)];
      const inside = (value, x, y) => value >= Math.min(x, y) && value <= Math.max(x, y);
      return boxes.filter((box) => inside(place(box).row, one.row, two.row) && inside(place(box).column, one.column, two.column));
    };
    const boxAt = (event) => event.target.closest("td")?.querySelector("input[name=cell]");

    const tick = (a, b) => {
      for (const box of between(a, b)) box.checked = true;
    };

    table.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || !boxAt(event)) return;
      to = from = boxAt(event);
      dragged = false;
      if (event.target.tagName !== "INPUT") event.preventDefault();
    });
    table.addEventListener("pointerover", (event) => {
      if (event.buttons !== 1 || !from || !boxAt(event) || boxAt(event) === to) return;
      to = boxAt(event);
      dragged = true;
    });
    document.addEventListener("pointerup", () => {
      if (dragged && from && to) tick(from, to);
      from = null;
    });
    table.addEventListener("click", (event) => {
      if (!dragged) return;
      event.preventDefault();
      dragged = false;
    }, true);
    let last = null;
    table.addEventListener("change", (event) => { if (event.target.name === "cell") last = event.target; });
    table.addEventListener("click", (event) => { if (event.shiftKey && last && boxAt(event)) tick(last, boxAt(event)); });
  }

  const keep = async (address) => {
    const source = await (await fetch(address)).text();
    const picture = new Image();
    picture.src = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.naturalWidth * 2, height: picture.naturalHeight * 2 });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "board.png" }).click());
  };
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => keep(button.dataset.png));
  }
})();
