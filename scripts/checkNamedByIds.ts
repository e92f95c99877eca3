/** Checks the entries of dialects that name things by ids: what they read is what the packed `connect` knows, in each run-time. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MACHINES } from '../test/everywhere/machines.ts';

/** One chain for each entry, through a reference, on an answer that stands in the program. */
const PROGRAM = `import { connect, member } from 'hypchat';
import { rest } from 'hypchat/rest';
import { stripe } from 'hypchat/stripe';

const map = {
  root: 'shop',
  kinds: {
    shop: { members: { charge: member.lookup('charge', 'charges/{id}') } },
    charge: { address: 'charges/{id}', members: { customer: member.ref('customer', 'stub', { by: 'customer' }) } },
    customer: { address: 'customers/{id}', members: { email: member.field('string', 'stub') } },
  },
};
const customer = { id: 'cus_1', object: 'customer', email: 'ann@example.com' };
const dialects = { rest: rest({ expand: { one: 'with' } }), stripe };

export async function run() {
  const said = [];
  for (const [name, dialect] of Object.entries(dialects)) {
    const fetching = async (input) => {
      const { search } = new URL(new Request(input).url);
      said.push(name + decodeURIComponent(search));
      return Response.json({ id: 'ch_1', object: 'charge', customer });
    };
    const shop = connect(dialect, map, { endpoint: 'https://shop.example.com', fetch: fetching });
    said.push(await shop.charge('ch_1').customer.email);
  }
  return said.join(' ');
}
`;

const EXPECTED = 'rest?with=customer ann@example.com stripe?expand[]=customer ann@example.com';

/** Runs it in each run-time that runs files. @param folder - Where the packages are installed. */
export async function checkNamedByIds(folder: string): Promise<void> {
  const file = join(folder, 'hypchat-by-ids.js');
  writeFileSync(file, PROGRAM);
  for (const machine of MACHINES) {
    if (machine.command === undefined || machine.missing() !== undefined) continue;
    const said = await machine.run(file, []);
    if (said !== EXPECTED)
      throw new Error(`${machine.name}, hypchat/rest and hypchat/stripe: ${said}`);
    console.log(`hypchat/rest and hypchat/stripe run from the packed package in ${machine.name}`);
  }
}
