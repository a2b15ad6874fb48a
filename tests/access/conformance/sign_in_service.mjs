// oidc-provider, set up like Entra: addresses, claims, client secret in the body, PKCE, and refresh
// tokens that rotate and whose second use ends the grant. Written to from its one argument, JSON:
//   issuer, tenant: what it calls itself, and the first part of its paths
//   clients: as oidc-provider reads them
//   people: for each login, the claims of the person
//   scopes: of the services that tokens are asked for
//
// It answers plain HTTP on loopback, as behind a door that takes the TLS off: for a Microsoft host
// the addresses it tells are https ones. With its own address as the host, `/seen` is the list of
// what became of each grant. Prints "port <number>" once it listens.
//
// Not oidc-provider's: that door, `/seen`, and the page where a person chooses (`/interaction`),
// which the package leaves to its user.

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

import { Provider, interactionPolicy } from 'oidc-provider';

const { issuer, tenant, clients, people, scopes } = JSON.parse(process.argv[2]);

const seen = [];
const provider = new Provider(issuer, {
  clients,
  jwks: { keys: [key('RS256', 'first'), key('PS256', 'other')] },
  cookies: { keys: ['only for the tests'] },
  scopes: ['openid', 'offline_access', ...scopes],
  claims: {
    openid: ['sub', 'ver', 'tid', 'oid', 'roles'],
    profile: ['name', 'preferred_username'],
  },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: `for this application: ${id}`, ...people[id] }),
  }),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: () => false,
  ttl: { AccessToken: 3599, AuthorizationCode: 600, Grant: 86400, IdToken: 60,
    Interaction: 600, RefreshToken: 86400, Session: 86400 },
  routes: {
    authorization: `/${tenant}/oauth2/v2.0/authorize`,
    token: `/${tenant}/oauth2/v2.0/token`,
    jwks: `/${tenant}/discovery/v2.0/keys`,
    end_session: `/${tenant}/oauth2/v2.0/logout`,
  },
  features: { devInteractions: { enabled: false } },
  interactions: { policy: withSelectAccount(), url: (_, { uid }) => `/interaction/${uid}` },
});
provider.proxy = true;
// Entra gives refresh tokens to whoever asks for offline_access. oidc-provider, by the letter of
// OpenID Connect, wants prompt=consent for that.
provider.use(async (ctx, next) => {
  const { scope = '', prompt = '' } = ctx.query;
  if (scope.includes('offline_access')) {
    ctx.query = { ...ctx.query, prompt: `${prompt} consent`.trim() };
  }
  await next();
});
for (const what of ['grant.success', 'grant.error', 'grant.revoked']) {
  provider.on(what, (ctx) => seen.push(`${what} ${ctx.oidc.params?.grant_type ?? ''}`));
}

function key(alg, kid) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg, kid, use: 'sig' };
}

function withSelectAccount() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** GET says who is asked for; POST with `person`, or with nothing to decline, answers. */
async function interact(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.end(JSON.stringify(params));
    return;
  }
  const person = new URLSearchParams(await body(request)).get('person');
  if (!person) {
    const declined = { error: 'access_denied', error_description: 'The person declined.' };
    await provider.interactionFinished(request, response, declined);
    return;
  }
  const grant = new provider.Grant({ accountId: person, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await provider.interactionFinished(request, response, {
    select_account: {},
    login: { accountId: person },
    consent: { grantId: await grant.save() },
  });
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

const answer = provider.callback();
const server = createServer((request, response) => {
  if (request.headers.host.startsWith('127.0.0.1:')) {
    response.end(JSON.stringify(seen));
    return;
  }
  request.headers['x-forwarded-proto'] = 'https';
  // Entra keeps its discovery below the tenant; oidc-provider has it at the root only.
  const discovery = '/.well-known/openid-configuration';
  if (request.url === `/${tenant}/v2.0${discovery}`) request.url = discovery;
  if (!request.url.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }
  interact(request, response).catch((error) => {
    response.statusCode = 400;
    response.end(String(error));
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
