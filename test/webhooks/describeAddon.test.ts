/** Descriptors: what the API's own schema wants is what is checked. */
import { describe, expect, it } from 'vitest';
import { descriptorSchema } from '../../server/src/descriptor.ts';
import { descriptorFields } from '../../src/actions/descriptor.ts';
import type { Parameter, Parameters } from '../../src/index.ts';
import { type AddonDescriptor, describeAddon } from '../../src/webhooks.ts';

const descriptor = {
  name: 'Builds',
  key: 'example.builds',
  description: 'Says how builds went',
  links: { self: 'https://addon.example.com/descriptor' },
  vendor: { name: 'Example Works', url: 'https://example.com' },
  apiVersion: '1:1',
  capabilities: {
    hipchatApiConsumer: { scopes: ['send_notification'], fromName: 'Builds' },
    webhook: [{ url: 'https://addon.example.com/heard', event: 'room_message' }],
    glance: [
      {
        key: 'builds',
        name: { value: 'Builds' },
        icon: { url: 'https://x.test/i.png', 'url@2x': 'https://x.test/i2.png' },
      },
    ],
    action: [{ key: 'go', name: { value: 'Go' }, target: 'go', location: 'hipchat.input.action' }],
  },
} as const satisfies AddonDescriptor;

describe('a descriptor', () => {
  it('is given back as it is', () => {
    expect(describeAddon(descriptor)).toBe(descriptor);
  });

  it.each<{ readonly change: object; readonly message: string }>([
    { change: { name: undefined }, message: 'descriptor needs `name`' },
    { change: { name: 'x'.repeat(101) }, message: 'descriptor.name has to be 1 to 100 characters' },
    { change: { key: 'with space' }, message: 'descriptor.key has to match' },
    { change: { key: 'x'.repeat(41) }, message: 'descriptor.key has to be 1 to 40 characters' },
    { change: { links: {} }, message: 'descriptor needs `links.self`' },
    { change: { apiVersion: '1' }, message: 'descriptor.apiVersion has to match' },
    { change: { vendor: 'me' }, message: "descriptor.vendor has to be a plain object, got 'me'" },
    {
      change: { capabilities: { webhook: [{ url: 'https://x.test', event: 'room_said' }] } },
      message: 'descriptor.capabilities.webhook[0].event has to be one of room_message',
    },
    {
      change: { capabilities: { webhook: [{ url: 'https://x.test' }] } },
      message: 'descriptor.capabilities.webhook[0] needs `event`',
    },
    {
      change: {
        capabilities: { glance: [{ key: 'a', name: {}, icon: { url: 'x', 'url@2x': 'y' } }] },
      },
      message: 'descriptor.capabilities.glance[0] needs `name.value`',
    },
    { change: { capabilities: { glance: {} } }, message: 'has to be a list, got an object' },
    {
      change: { capabilities: { hipchatApiConsumer: {} } },
      message: 'descriptor needs `capabilities.hipchatApiConsumer.scopes`',
    },
  ])('is refused: $message', ({ change, message }) => {
    expect(() => describeAddon({ ...descriptor, ...change } as AddonDescriptor)).toThrow(message);
  });

  it('has the fields of the API’s own schema, and needs the same', () => {
    expect(namesOf(descriptorFields)).toEqual(namesIn(descriptorSchema('v4') as Schema));
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
}

/** Each field by its path, with `*` where it has to be there. */
function namesOf(fields: Parameters, path = ''): string[] {
  return Object.entries(fields)
    .flatMap(([name, parameter]) => {
      const at = `${path}/${name}${parameter.required === true ? '*' : ''}`;
      return [at, ...namesOf(innerOf(parameter), at)];
    })
    .sort();
}

const innerOf = ({ fields, each }: Parameter): Parameters => fields ?? each?.fields ?? {};

function namesIn(schema: Schema, path = ''): string[] {
  const { properties = {}, required = [] } = schema.items ?? schema;
  return Object.entries(properties)
    .flatMap(([name, inner]) => {
      const at = `${path}/${name}${required.includes(name) ? '*' : ''}`;
      return [at, ...namesIn(inner, at)];
    })
    .sort();
}
