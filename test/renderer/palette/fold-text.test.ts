import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, foldWithPlaces, splitAtMatches } from '../../../src/renderer/palette/fold-text.ts';

describe('foldText', () => {
  it.each([
    ['Bodø  Ferry', 'bodo ferry'], ['ÅLESUND', 'alesund'], ['São\tPaulo', 'sao paulo'], ['Łódź', 'lodz'], ['Straße', 'strasse'], ['İstanbul', 'istanbul'], ['ΟΔΟΣ', 'οδοσ'], ['ﬁord', 'fiord'],
  ])('%s → %s', (text, folded) => expect(foldText(text)).toBe(folded));

  it('folds a whole text as it folds its letters', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldWithPlaces(text).folded).toBe(foldText(text));
    }));
  });

  it('folding again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }));
  });
});

describe('splitAtMatches', () => {
  const marked = (text: string, ...wanted: string[]): string => splitAtMatches(text, wanted).map((part) => (part.isMatch ? `[${part.text}]` : part.text)).join('');

  it('marks what stands there, in its own spelling', () => {
    expect(marked('Bodø Ferry 12', 'bodo', 'rry')).toBe('[Bodø] Fe[rry] 12');
    expect(marked('Cafe\u0301 bar', 'cafe')).toBe('[Cafe\u0301] bar');
    expect(marked('Mæl', 'ma')).toBe('[Mæ]l');
    expect(marked('aaa', 'aa')).toBe('[aa]a');
    expect(marked('none', 'x', '')).toBe('none');
  });

  it('never loses or adds a letter', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 3 }), (text, wanted) => {
      expect(splitAtMatches(text, [foldText(wanted)]).map((part) => part.text).join('')).toBe(text);
    }));
  });
});
