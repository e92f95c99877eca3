import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { decode, encodeInstant, toInstant, zoneOf } from '../../src/values/codec.ts';

describe('a moment', () => {
  it.each([
    { name: 'a room’s creation', json: '2013-11-07T17:57:11+00:00', value: '2013-11-07T17:57:11Z' },
    {
      name: 'one of 2013 without an offset',
      json: '2013-08-08T18:42:20',
      value: '2013-08-08T18:42:20Z',
    },
    {
      name: 'a message’s date',
      json: '2018-01-04T10:16:02.809766+00:00',
      value: '2018-01-04T10:16:02.809766Z',
    },
    {
      name: 'a user’s last activity, in seconds as text',
      json: '1421029691',
      value: '2015-01-12T02:28:11Z',
    },
    {
      name: 'seconds as a number, with a fraction',
      json: 1421029691.5,
      value: '2015-01-12T02:28:11.5Z',
    },
    { name: 'milliseconds as text', json: '1421029691250', value: '2015-01-12T02:28:11.25Z' },
    { name: 'milliseconds as a number', json: 1421029691250, value: '2015-01-12T02:28:11.25Z' },
    {
      name: 'milliseconds with a fraction',
      json: '1421029691250.5',
      value: '2015-01-12T02:28:11.2505Z',
    },
    { name: 'milliseconds before 1970', json: -1421029691250, value: '1924-12-20T21:31:48.75Z' },
    {
      name: 'one with another offset',
      json: '2018-01-04T10:16:02-05:00',
      value: '2018-01-04T15:16:02Z',
    },
    {
      name: 'an export’s timestamp, with its microseconds behind it',
      json: '2018-08-08T14:23:54Z 626267',
      value: '2018-08-08T14:23:54.626267Z',
    },
    {
      name: 'one with a space in its middle, and an offset',
      json: '2018-01-04 10:16:02+02:00',
      value: '2018-01-04T08:16:02Z',
    },
    {
      name: 'one that names its zone',
      json: '2018-01-04T10:16:02+01:00[Europe/Berlin]',
      value: '2018-01-04T09:16:02Z',
    },
    { name: 'a date alone', json: '2001-01-01', value: '2001-01-01T00:00:00Z' },
  ])('is read from $name', ({ json, value }) => {
    expect(toInstant(json)?.toString()).toBe(value);
  });

  it('of 13 digits is that of the same milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e12, max: 9_999_999_999_999 }), (ms) => {
        expect(toInstant(ms)?.epochMilliseconds).toBe(ms);
        expect(toInstant(String(ms))?.epochMilliseconds).toBe(ms);
      }),
    );
  });

  it('is undefined where it is none, which is told, and null stays null', () => {
    let told = 0;
    const count = (): void => {
      told += 1;
    };
    expect([decode('instant', 'soon', count), decode('instant', 'soon')]).toEqual([
      undefined,
      undefined,
    ]);
    expect(told).toBe(1);
    expect(decode('instant', null)).toBeNull();
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (nanoseconds) => {
        const instant = Temporal.Instant.fromEpochNanoseconds(nanoseconds);
        expect(toInstant(encodeInstant(instant))?.equals(instant)).toBe(true);
      }),
    );
  });

  it('is written in UTC from whatever holds one', () => {
    expect(encodeInstant(Temporal.ZonedDateTime.from('2018-01-04T10:00[Europe/Berlin]'))).toBe(
      '2018-01-04T09:00:00Z',
    );
    expect(encodeInstant(Temporal.PlainDateTime.from('2018-01-04T10:00'))).toBe(
      '2018-01-04T10:00:00Z',
    );
    expect(encodeInstant(Temporal.PlainDate.from('2018-01-04'))).toBe('2018-01-04T00:00:00Z');
    expect(encodeInstant(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(encodeInstant('2018-01-04T10:00')).toBe('2018-01-04T10:00:00Z');
    expect(encodeInstant('2018-01-04')).toBe('2018-01-04T00:00:00Z');
    expect(encodeInstant('2018-01-04T10:00+01:00')).toBe('2018-01-04T10:00+01:00');
  });
});

describe('the name of a zone', () => {
  it('is that of a ZonedDateTime, and no offset', () => {
    expect(zoneOf(Temporal.ZonedDateTime.from('2018-01-04T10:00[Europe/Berlin]'))).toBe(
      'Europe/Berlin',
    );
    expect(zoneOf(Temporal.ZonedDateTime.from('2018-01-04T10:00[+01:00]'))).toBeUndefined();
    expect(zoneOf(Temporal.Instant.fromEpochMilliseconds(0))).toBeUndefined();
  });
});
