// Lays JSON out over lines without reading its values: numbers beyond 2^53 and every escape stay as they came. A cut text is laid out up to its cut.

const token = /"(?:\\.|[^"\\])*"?|[{}[\],:]|[^\s{}[\],:"]+/gs;
const INDENT = '  ';
/** A list of plain values stays on one line up to this length: a telemetry row is one line. */
const LONGEST_LINE = 400;

/** null for a text that does not begin as JSON does. */
export function formatJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const tokens = text.match(token) ?? [];
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const breakLine = (): void => {
    lines.push(line);
    line = INDENT.repeat(depth);
  };
  for (let i = 0; i < tokens.length; i += 1) {
    const one = tokens[i]!;
    if (one === '{' || one === '[') {
      const end = flatEnd(tokens, i);
      if (end !== null) {
        line += flatText(tokens, i, end);
        i = end;
        continue;
      }
      line += one;
      depth += 1;
      breakLine();
    } else if (one === '}' || one === ']') {
      depth = Math.max(0, depth - 1);
      breakLine();
      line += one;
    } else if (one === ',') {
      line += one;
      breakLine();
    } else line += one === ':' ? ': ' : one;
  }
  return [...lines, line].filter((each) => each.trim() !== '').join('\n');
}

/** Index of the closing bracket of what fits on one line: an empty list or object, or a list of plain values and short lists of such. null for all else. */
function flatEnd(tokens: readonly string[], start: number): number | null {
  const next = tokens[start + 1];
  if (next === ']' || next === '}') return start + 1;
  if (tokens[start] !== '[' || next === '[') return null;
  let depth = 0;
  let length = 0;
  for (let i = start; i < tokens.length; i += 1) {
    const one = tokens[i]!;
    length += one.length;
    if (one === '[') depth += 1;
    else if (one === ']') depth -= 1;
    if (depth === 0) return i;
    if (one === '{' || depth > 2 || length > LONGEST_LINE) return null;
  }
  return null;
}

function flatText(tokens: readonly string[], start: number, end: number): string {
  return tokens.slice(start, end + 1).map((one) => (one === ',' ? ', ' : one === ':' ? ': ' : one)).join('');
}
