// The clipboard's tables, as Excel, LibreOffice and Google Sheets write them:
// cells between tabs, rows between line ends, and quotes around a cell that
// holds one of these.

// read gives the rows of a clipboard's text. A quote that nobody closes is a
// character like any other; the line end after the last row begins no new one.
export function read(text) {
  const rows = [];
  let row = [];
  for (let i = 0; i <= text.length; ) {
    const [cell, after] = text[i] === '"' ? quoted(text, i) : plain(text, i);
    row.push(cell);
    if (text[after] === "\t") {
      i = after + 1;
      continue;
    }
    rows.push(row);
    row = [];
    i = after + (text[after] === "\r" && text[after + 1] === "\n" ? 2 : 1);
    if (i >= text.length) break;
  }
  return rows;
}

function plain(text, from) {
  let to = from;
  while (to < text.length && !ends(text[to])) to++;
  return [text.slice(from, to).trim(), to];
}

function quoted(text, from) {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return plain(text, from);
    if (text[at + 1] === '"') continue;
    if (at + 1 < text.length && !ends(text[at + 1])) return plain(text, from);
    return [text.slice(from + 1, at).replaceAll('""', '"').trim(), at + 1];
  }
}

const ends = (c) => c === "\t" || c === "\n" || c === "\r";

// write gives what a spreadsheet takes.
export const write = (rows) => rows.map((row) => row.map(cell).join("\t")).join("\r\n");

const cell = (text) => (/[\t\r\n]|^"/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

// land tells where a table falls that is put down at a cell: what it changes,
// what is there already, and what finds no place. One cell fills a whole range.
export function land(rows, at, place) {
  const out = { changes: [], same: 0, below: 0, beside: 0, closed: 0 };
  if (rows.length === 1 && rows[0].length === 1) rows = fill(rows[0][0], at);
  rows.forEach((row, i) =>
    row.forEach((text, j) => {
      const line = at.top + i;
      const col = at.left + j;
      if (line >= place.lines) out.below++;
      else if (col >= place.cols) out.beside++;
      else if (!place.open(line, col)) out.closed += text !== place.text(line, col);
      else if (place.text(line, col) === text) out.same++;
      else out.changes.push({ line, col, text });
    }),
  );
  return out;
}

const fill = (text, at) =>
  Array.from({ length: at.bottom - at.top + 1 }, () => Array.from({ length: at.right - at.left + 1 }, () => text));
