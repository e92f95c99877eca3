import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson, toPrettyJson } from '../src/json.ts';

describe('JSON', () => {
  it('says what JSON.stringify says, with its keys in order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Minus zero is written as zero, there as here.
        expect(JSON.parse(toJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(JSON.parse(toPrettyJson(value))).toEqual(JSON.parse(toJson(value)));
      }),
    );
    expect(toJson({ b: 1, a: { d: null, c: [true, 'x"'] } })).toBe(
      '{"a":{"c":[true,"x\\""],"d":null},"b":1}',
    );
  });

  it('leaves out what is undefined, and keeps keys that mean something elsewhere', () => {
    expect(toJson({ b: undefined, a: [undefined], c: Number.NaN })).toBe('{"a":[null],"c":null}');
    expect(toJson(JSON.parse('{"constructor":1,"__proto__":{"z":1}}'))).toBe(
      '{"__proto__":{"z":1},"constructor":1}',
    );
  });
});
