/** What the server says of itself, without a token. */
import { descriptorSchema, drafts } from '../descriptor.ts';
import { type Endpoint, get } from '../endpoint.ts';
import { choiceParameter } from '../query.ts';
import { describeScopes } from '../scopes.ts';

export const capabilitiesEndpoints: readonly Endpoint[] = [
  get('/capabilities', 'anyone', ({ links }) => ({
    capabilities: {
      hipchatApiProvider: { availableScopes: describeScopes(), url: `${links.base}/` },
      oauth2Provider: {
        authorizationUrl: `${links.origin}/users/authorize`,
        tokenUrl: links.to('/oauth/token'),
      },
    },
    connect_server_api_version: 1,
    description: 'Group chat and IM built for teams',
    key: 'hipchat',
    links: {
      api: links.base,
      homepage: links.origin,
      self: links.to('/capabilities'),
      subdomain: links.origin,
    },
    name: 'HipChat',
    vendor: { name: 'Atlassian', url: 'http://atlassian.com' },
  })),

  get('/capabilities/addon/schema', 'anyone', ({ query }) =>
    descriptorSchema(choiceParameter(query, 'draft', drafts, 'v4')),
  ),
];
