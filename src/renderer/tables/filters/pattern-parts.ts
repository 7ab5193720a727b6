// Reads a regular expression into a graph of steps, for pattern.ts to follow. What can't be matched in linear time is refused with its reason.

export type CharTest = (code: number) => boolean;

/** One step of the graph; `next` are numbers of steps. */
export type Step =
  | { readonly kind: 'char'; readonly test: CharTest; next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'start' | 'end' | 'edge' | 'inside'; next: number }
  | { readonly kind: 'match' };

export interface PatternGraph {
  readonly steps: readonly Step[];
  readonly first: number;
}

/** Where and why a pattern can't be taken; `at` counts characters of the pattern. */
export class PatternError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A{3,7} stands for ten copies of A: beyond so many steps the graph would weigh more than any question is worth. */
const MOST_STEPS = 2_000;
const MOST_REPEATS = 200;

/** Given the step that follows, adds the part's own and answers the first of them. */
type Part = (next: number) => number;

const isDigit: CharTest = (code) => code >= 48 && code <= 57;
export const isWord: CharTest = (code) => isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: CharTest = (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff;
const isLineEnd: CharTest = (code) => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
const not = (test: CharTest): CharTest => (code) => !test(code);

const classes: Readonly<Record<string, CharTest>> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) };
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

export function readPattern(source: string): PatternGraph {
  const steps: Step[] = [];
  let at = 0;

  const add = (step: Step): number => {
    if (steps.length >= MOST_STEPS) throw new PatternError('The pattern is too large', at);
    return steps.push(step) - 1;
  };

  const whole = readChoice();
  if (at < source.length) throw new PatternError('This “)” has no “(”', at);
  return { first: whole(add({ kind: 'match' })), steps };

  function readChoice(): Part {
    const choices = [readSequence()];
    while (source[at] === '|') {
      at++;
      choices.push(readSequence());
    }
    return choices.length === 1 ? choices[0]! : (next) => add({ kind: 'fork', next: choices.map((choice) => choice(next)) });
  }

  function readSequence(): Part {
    const parts: Part[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(readRepeated());
    return (next) => parts.reduceRight((following, part) => part(following), next);
  }

  function readRepeated(): Part {
    const isEdge = /^(?:[$^]|\\[bB])/.test(source.slice(at, at + 2));
    const part = readAtom();
    const beganAt = at;
    const repeat = readRepeat();
    if (repeat === null) return part;
    if (isEdge) throw new PatternError('Nothing to repeat', beganAt);
    // Lazy or greedy is no difference to whether it matches.
    if (source[at] === '?') at++;
    if ('*+?{'.includes(source[at] ?? ' ') && readRepeat() !== null) throw new PatternError('Nothing to repeat', beganAt + 1);
    return repeated(part, repeat[0], repeat[1]);
  }

  function readRepeat(): readonly [least: number, most: number] | null {
    const sign = source[at];
    if (sign === '*' || sign === '+' || sign === '?') {
      at++;
      return sign === '*' ? [0, Infinity] : sign === '+' ? [1, Infinity] : [0, 1];
    }
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(source.slice(at));
    if (counted === null) return null;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === '' ? Infinity : Number(counted[3]);
    if (most < least) throw new PatternError('The numbers of this {…} are out of order', at);
    if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Infinity)) throw new PatternError(`At most ${MOST_REPEATS} repetitions can be asked for`, at);
    at += counted[0].length;
    return [least, most];
  }

  function repeated(part: Part, least: number, most: number): Part {
    return (next) => {
      let following = next;
      if (most === Infinity) {
        const loop: number[] = [];
        const fork = add({ kind: 'fork', next: loop });
        loop.push(part(fork), next);
        following = fork;
      } else for (let i = least; i < most; i++) following = add({ kind: 'fork', next: [part(following), next] });
      for (let i = 0; i < least; i++) following = part(following);
      return following;
    };
  }

  function readAtom(): Part {
    const sign = source[at]!;
    const beganAt = at++;
    switch (sign) {
      case '(': return readGroup(beganAt);
      case '[': return one(readSet(beganAt));
      case '.': return one(not(isLineEnd));
      case '^': return edge('start');
      case '$': return edge('end');
      case '*': case '+': case '?': throw new PatternError('Nothing to repeat', beganAt);
      case '{':
        at = beganAt;
        if (readRepeat() !== null) throw new PatternError('Nothing to repeat', beganAt);
        at = beganAt + 1;
        return one(letter(123));
      case '\\':
        if (source[at] === 'b' || source[at] === 'B') return edge(source[at++] === 'b' ? 'edge' : 'inside');
        return one(readEscape(beganAt));
      default: return one(letter(sign.charCodeAt(0)));
    }
  }

  function readGroup(beganAt: number): Part {
    if (source[at] === '?') {
      const name = /^\?<[A-Za-z_$][\w$]*>/.exec(source.slice(at));
      if (source[at + 1] === ':') at += 2;
      else if (name !== null) at += name[0].length;
      else throw new PatternError('Looking ahead and behind is not possible here: put “!” before a term to turn it around', beganAt);
    }
    const inside = readChoice();
    if (source[at] !== ')') throw new PatternError('This “(” is not closed', beganAt);
    at++;
    return inside;
  }

  function readSet(beganAt: number): CharTest {
    const isTurned = source[at] === '^';
    if (isTurned) at++;
    const tests: CharTest[] = [];
    while (source[at] !== ']') {
      if (at >= source.length) throw new PatternError('This “[” is not closed', beganAt);
      const from = readSetMember();
      if (source[at] !== '-' || source[at + 1] === ']' || source[at + 1] === undefined) {
        tests.push(typeof from === 'number' ? letter(from) : from);
        continue;
      }
      const dashAt = at++;
      const to = readSetMember();
      if (typeof from !== 'number' || typeof to !== 'number') tests.push(typeof from === 'number' ? letter(from) : from, letter(45), typeof to === 'number' ? letter(to) : to);
      else if (to < from) throw new PatternError('This range is out of order', dashAt - 1);
      else tests.push(range(from, to));
    }
    at++;
    const any: CharTest = (code) => tests.some((test) => test(code));
    return isTurned ? not(any) : any;
  }

  function readSetMember(): number | CharTest {
    const beganAt = at;
    const sign = source[at++]!;
    if (sign !== '\\') return sign.charCodeAt(0);
    if (source[at] === 'b') {
      at++;
      return 8;
    }
    const escaped = source[at] ?? '';
    if (Object.hasOwn(classes, escaped)) {
      at++;
      return classes[escaped]!;
    }
    return readEscapedCode(beganAt);
  }

  function readEscape(beganAt: number): CharTest {
    const sign = source[at] ?? '';
    if (Object.hasOwn(classes, sign)) {
      at++;
      return classes[sign]!;
    }
    return letter(readEscapedCode(beganAt));
  }

  function readEscapedCode(beganAt: number): number {
    const sign = source[at++];
    if (sign === undefined) throw new PatternError('A “\\” stands for nothing at the end', beganAt);
    const hex = sign === 'x' ? /^[\da-f]{2}/i.exec(source.slice(at)) : sign === 'u' ? /^[\da-f]{4}/i.exec(source.slice(at)) : null;
    if (hex !== null) {
      at += hex[0].length;
      return Number.parseInt(hex[0], 16);
    }
    if (/[1-9k]/.test(sign)) throw new PatternError('References to groups are not possible here', beganAt);
    if (/[a-z]/i.test(sign) && !Object.hasOwn(controls, sign)) throw new PatternError(`“\\${sign}” is not known here`, beganAt);
    return controls[sign] ?? sign.charCodeAt(0);
  }

  function one(test: CharTest): Part {
    return (next) => add({ kind: 'char', test, next });
  }

  function edge(kind: 'start' | 'end' | 'edge' | 'inside'): Part {
    return (next) => add({ kind, next });
  }
}

/** Whatever the case of both. */
function letter(code: number): CharTest {
  const wanted = fold(code);
  return (other) => fold(other) === wanted;
}

function range(from: number, to: number): CharTest {
  return (code) => (code >= from && code <= to) || isIn(lower(code)) || isIn(upper(code));
  function isIn(code: number): boolean {
    return code >= from && code <= to;
  }
}

function fold(code: number): number {
  return code < 128 ? (code >= 97 && code <= 122 ? code - 32 : code) : upper(code);
}

function lower(code: number): number {
  return oneCode(String.fromCharCode(code).toLowerCase(), code);
}

function upper(code: number): number {
  return oneCode(String.fromCharCode(code).toUpperCase(), code);
}

/** "ß" has two letters in capitals: it stays itself. */
function oneCode(text: string, fallback: number): number {
  return text.length === 1 ? text.charCodeAt(0) : fallback;
}
