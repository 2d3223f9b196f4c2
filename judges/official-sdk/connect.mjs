import { join } from 'node:path';
import * as sdk from '@zohocrm/nodejs-sdk-8.0';

/** Makes the SDK, a singleton of the process, speak with an emulator. */
export async function connect({ origin, org, directory }) {
  const dataCenter = { us: sdk.USDataCenter, eu: sdk.EUDataCenter }[org.dataCenter];
  const suffix = { us: 'com', eu: 'eu' }[org.dataCenter];
  const host = (name) => `${origin}/_host/${name}`;
  const environment = sdk.DataCenter.setEnvironment(
    host(`www.zohoapis.${suffix}`),
    `${host(`accounts.zoho.${suffix}`)}/oauth/v2/token`,
    host(`content.zohoapis.${suffix}`),
  );
  // Once a token names its `api_domain` it turns to its own table of hosts.
  // oxlint-disable-next-line no-underscore-dangle -- the only place where the table can be told
  dataCenter._PRODUCTION = environment;
  const token = new sdk.OAuthBuilder()
    .clientId(org.clientId)
    .clientSecret(org.clientSecret)
    .refreshToken(org.refreshToken)
    .findUser(false)
    .build();
  const logger = new sdk.LogBuilder()
    .level(sdk.Levels.OFF)
    .filePath(join(directory, 'sdk.log'))
    .build();
  const builder = await new sdk.InitializeBuilder();
  await builder
    .environment(environment)
    .token(token)
    .store(new sdk.FileStore(join(directory, 'tokens.txt')))
    .SDKConfig(new sdk.SDKConfigBuilder().autoRefreshFields(true).pickListValidation(false).build())
    .resourcePath(directory)
    .logger(logger)
    .initialize();
}
