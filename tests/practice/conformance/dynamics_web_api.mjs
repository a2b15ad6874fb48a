// Drives DynamicsWebApi through what it offers, against the organization in $ORGANIZATION: the part
// of it that is named by the argument, reading or writing.
// Prints what came of each case, as one line of JSON with the name of the case; the tests judge it.
import { DynamicsWebApi } from "dynamics-web-api";

const settings = {
  serverUrl: process.env.ORGANIZATION,
  dataApi: { version: "9.2" },
  onTokenRefresh: async () => process.env.TOKEN,
};
const api = new DynamicsWebApi(settings);
const careful = new DynamicsWebApi({ ...settings, propagateErrors: true });
const ROLES = "adx_webroles";
const SETTINGS = "adx_sitesettings";
const PERMISSIONS = "adx_entitypermissions";
const PAGES = "adx_webpages";
const FILES = "adx_webfiles";
const NOBODY = "00000000-0000-4000-8000-000000000099";

const [website] = (await api.retrieveMultiple({ collection: "adx_websites" })).value;
const bound = { "adx_websiteid@odata.bind": `/adx_websites(${website.adx_websiteid})` };
const make = (collection, data) => api.create({ collection, data: { ...bound, ...data } });
const role = (name) => make(ROLES, { adx_name: name });
const setting = (name, value = "1") => make(SETTINGS, { adx_name: name, adx_value: value });
const read = (collection, key, more = {}) => api.retrieve({ collection, key, ...more });

function told(error) {
  const { code, message } = error.error ?? error;
  return { status: error.status, code, message };
}

async function define(name, table, columns) {
  const action = { SchemaName: name, KeyAttributes: columns };
  await api.callAction({ actionName: `EntityDefinitions(LogicalName='${table}')/Keys`, action });
}

const reading = {
  whoAmI: () => api.callFunction("WhoAmI"),
  version: () => api.callFunction("RetrieveVersion"),

  create: async () => {
    const key = await role("DWA/create");
    return { key, row: await read(ROLES, key) };
  },
  createAndShow: () =>
    api.create({
      collection: ROLES,
      data: { adx_name: "DWA/shown", ...bound },
      select: ["adx_name"],
      returnRepresentation: true,
    }),
  read: async () => read(ROLES, await role("DWA/read"), { select: ["adx_name"] }),
  readNothing: () => read(ROLES, NOBODY),
  readUnchanged: async () => {
    const key = await role("DWA/unchanged");
    const row = await read(ROLES, key);
    const again = await read(ROLES, key, { ifnonematch: row["@odata.etag"] });
    return { again: again ?? "nothing new" };
  },
  readWithNotes: async () => {
    const more = { select: ["statecode", "_adx_websiteid_value"], includeAnnotations: "*" };
    return { row: await read(ROLES, await role("DWA/notes"), more), website };
  },
  expandNested: async () => {
    const [page] = (
      await api.retrieveMultiple({ collection: PAGES, filter: "adx_isroot eq false", top: 1 })
    ).value;
    const deep = [{ property: "adx_websiteid", select: ["adx_name"] }];
    const expand = [
      { property: "adx_pagetemplateid", select: ["adx_name"], expand: deep },
      { property: "adx_webpagelanguageid", select: ["adx_name"] },
    ];
    const row = await read(PAGES, page.adx_webpageid, { select: ["adx_name"], expand });
    return { row, website };
  },
  expandChosen: async () => {
    const relationshipName = "adx_entitypermission_webrole";
    const key = await make(PERMISSIONS, { adx_entityname: "DWA/expand" });
    for (const name of ["DWA/expand/b", "DWA/expand/c", "DWA/expand/a", "DWA/later"]) {
      const relatedKey = await role(name);
      const link = { relationshipName, relatedCollection: ROLES, relatedKey };
      await api.associate({ collection: PERMISSIONS, primaryKey: key, ...link });
    }
    const chosen = { select: ["adx_name"], filter: "startswith(adx_name,'DWA/expand')" };
    const expand = [{ property: relationshipName, ...chosen, orderBy: ["adx_name desc"], top: 2 }];
    return read(PERMISSIONS, key, { select: ["adx_entityname"], expand });
  },
  expandUnknown: async () =>
    read(ROLES, await role("DWA/wrong"), { expand: [{ property: "adx_nothing" }] }),

  list: async () => {
    for (const name of ["b", "c", "a"]) await setting(`DWA/list/${name}`);
    const filter = "startswith(adx_name,'dwa/list/') and adx_value eq '1'";
    const asked = { collection: SETTINGS, select: ["adx_name"], filter, count: true };
    return api.retrieveMultiple({ ...asked, orderBy: ["adx_name desc"] });
  },
  listFirst: () =>
    api.retrieveMultiple({ collection: PAGES, top: 2, orderBy: ["adx_name", "adx_webpageid"] }),
  listByPath: () =>
    api.retrieveMultiple({
      collection: ROLES,
      filter: `adx_websiteid/adx_name eq '${website.adx_name.replace("'", "''")}'`,
    }),
  listUnknown: () => api.retrieveMultiple({ collection: "adx_nothings" }),
  listUnknownColumn: () => api.retrieveMultiple({ collection: ROLES, select: ["adx_nothing"] }),
  pages: async () => {
    const asked = { collection: PAGES, select: ["adx_name"], maxPageSize: 5 };
    const pages = [await api.retrieveMultiple(asked)];
    while (pages.at(-1).oDataNextLink) {
      pages.push(await api.retrieveMultiple(asked, pages.at(-1).oDataNextLink));
    }
    const sizes = pages.map((page) => page.value.length);
    const ids = pages.flatMap((page) => page.value.map((row) => row.adx_webpageid));
    return { sizes, ids, links: pages.map((page) => page.oDataNextLink ?? null) };
  },
  allPages: async () =>
    (await api.retrieveAll({ collection: PAGES, select: ["adx_name"], maxPageSize: 5 })).value
      .length,
  count: () => api.count({ collection: PAGES }),
  countSome: async () => {
    await setting("DWA/count");
    return api.count({ collection: SETTINGS, filter: "adx_name eq 'DWA/count'" });
  },

  changes: async () => {
    const asked = { collection: ROLES, select: ["adx_name"], trackChanges: true };
    const gone = await role("DWA/gone");
    const before = await api.retrieveMultiple(asked);
    const made = await role("DWA/made");
    await api.deleteRecord({ collection: ROLES, key: gone });
    const after = await api.retrieveMultiple(asked, before.oDataDeltaLink);
    const later = await api.retrieveMultiple(asked, after.oDataDeltaLink);
    return { before: before.value.length, gone, made, after, later };
  },
  changesFiltered: () =>
    api.retrieveMultiple({ collection: ROLES, filter: "statecode eq 0", trackChanges: true }),

  table: () =>
    api.retrieveEntity({
      key: "LogicalName='adx_webpage'",
      select: ["LogicalName", "EntitySetName"],
      expand: [{ property: "Attributes", select: ["LogicalName", "AttributeType"] }],
    }),
  tableById: async () => {
    const select = ["LogicalName"];
    const { MetadataId } = await api.retrieveEntity({ key: "LogicalName='adx_webpage'", select });
    return api.retrieveEntity({ key: MetadataId, select });
  },
  tables: () =>
    api.retrieveEntities({ select: ["EntitySetName"], filter: "LogicalName eq 'adx_webrole'" }),
  columnsOfType: () =>
    api.retrieveAttributes({
      entityKey: "LogicalName='adx_contentsnippet'",
      castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
      select: ["LogicalName"],
      expand: [{ property: "OptionSet" }],
    }),
  column: () =>
    api.retrieveAttribute({
      entityKey: "LogicalName='adx_webpage'",
      attributeKey: "LogicalName='adx_name'",
      castType: "Microsoft.Dynamics.CRM.StringAttributeMetadata",
      select: ["LogicalName", "MaxLength"],
    }),
  states: () =>
    api.retrieveAttributes({
      entityKey: "LogicalName='adx_webrole'",
      castType: "Microsoft.Dynamics.CRM.StatusAttributeMetadata",
      expand: [{ property: "OptionSet", select: ["Options"] }],
    }),
  relationships: () =>
    api.retrieveRelationships({
      castType: "Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata",
      select: ["SchemaName", "IntersectEntityName"],
    }),
};

const writing = {
  update: async () => {
    const key = await setting("DWA/update");
    const change = { collection: SETTINGS, key, data: { adx_value: "2" } };
    return { done: await api.update(change), row: await read(SETTINGS, key) };
  },
  updateAndShow: async () => {
    const key = await setting("DWA/update/shown");
    const change = { collection: SETTINGS, key, data: { adx_value: "2" } };
    return api.update({ ...change, select: ["adx_value"], returnRepresentation: true });
  },
  updateNothing: () =>
    api.update({ collection: SETTINGS, key: NOBODY, data: { adx_value: "2" } }),
  updateCurrent: async () => {
    const key = await setting("DWA/current");
    const ifmatch = (await read(SETTINGS, key))["@odata.etag"];
    await careful.update({ collection: SETTINGS, key, ifmatch, data: { adx_value: "2" } });
    return read(SETTINGS, key);
  },
  updateStale: async () => {
    const key = await setting("DWA/stale");
    const ifmatch = (await read(SETTINGS, key))["@odata.etag"];
    await api.update({ collection: SETTINGS, key, data: { adx_value: "2" } });
    return careful.update({ collection: SETTINGS, key, ifmatch, data: { adx_value: "3" } });
  },
  updateUnknownColumn: async () =>
    api.update({ collection: ROLES, key: await role("DWA/bad"), data: { adx_nothing: 1 } }),
  setProperty: async () => {
    const key = await setting("DWA/property");
    const fieldValuePair = { adx_value: "set" };
    await api.updateSingleProperty({ collection: SETTINGS, key, fieldValuePair });
    return read(SETTINGS, key);
  },
  clearProperty: async () => {
    const key = await setting("DWA/cleared");
    await api.deleteRecord({ collection: SETTINGS, key, property: "adx_value" });
    return read(SETTINGS, key);
  },
  delete: async () => {
    const key = await role("DWA/delete");
    await api.deleteRecord({ collection: ROLES, key });
    return read(ROLES, key);
  },
  deleteStale: async () => {
    const key = await role("DWA/delete/stale");
    return careful.deleteRecord({ collection: ROLES, key, ifmatch: 'W/"1"' });
  },

  upsertById: async () => {
    const key = "d0000000-0000-4000-8000-00000000000d";
    const data = { adx_name: "DWA/upsert" };
    const made = await api.upsert({ collection: ROLES, key, data, returnRepresentation: true });
    const again = { ...data, adx_description: "again" };
    await api.upsert({ collection: ROLES, key, data: again });
    return { made, row: await read(ROLES, key) };
  },
  upsertOnlyNew: async () => {
    const key = await role("DWA/upsert/there");
    const data = { adx_name: "x" };
    return careful.upsert({ collection: ROLES, key, data, ifnonematch: "*" });
  },
  upsertOnlyOld: () =>
    careful.upsert({ collection: ROLES, key: NOBODY, data: { adx_name: "x" }, ifmatch: "*" }),
  upsertByKey: async () => {
    await define("new_byname", "adx_sitesetting", ["adx_name", "adx_websiteid"]);
    const key = `adx_name='DWA/it''s (a) key',_adx_websiteid_value=${website.adx_websiteid}`;
    const first = await api.upsert({ collection: SETTINGS, key, data: { adx_value: "1" } });
    const second = await api.upsert({ collection: SETTINGS, key, data: { adx_value: "2" } });
    return { first, second, row: await read(SETTINGS, key) };
  },
  readByMissingKey: () =>
    read(SETTINGS, `adx_name='DWA/none',_adx_websiteid_value=${website.adx_websiteid}`),
  readByNoKey: () => read(SETTINGS, "adx_value='1'"),

  linkMany: async () => {
    const primaryKey = await make(PERMISSIONS, { adx_entityname: "DWA/link" });
    const relatedKey = await role("DWA/linked");
    const relationshipName = "adx_entitypermission_webrole";
    const ends = { collection: PERMISSIONS, primaryKey, relationshipName, relatedKey };
    const links = async () =>
      (await api.retrieveMultiple({ collection: `${PERMISSIONS}(${primaryKey})/${relationshipName}` }))
        .value.map((row) => row.adx_webroleid);
    await api.associate({ ...ends, relatedCollection: ROLES });
    const linked = await links();
    await api.disassociate(ends);
    return { relatedKey, linked, unlinked: await links() };
  },
  linkTwice: async () => {
    const primaryKey = await make(PERMISSIONS, { adx_entityname: "DWA/twice" });
    const ends = { collection: PERMISSIONS, primaryKey, relatedCollection: ROLES };
    const link = { relationshipName: "adx_entitypermission_webrole", relatedKey: await role("DWA/2") };
    await api.associate({ ...ends, ...link });
    return api.associate({ ...ends, ...link });
  },
  linkOne: async () => {
    const primaryKey = await api.create({ collection: ROLES, data: { adx_name: "DWA/one" } });
    const one = { collection: ROLES, primaryKey, navigationProperty: "adx_websiteid" };
    const related = { relatedCollection: "adx_websites", relatedKey: website.adx_websiteid };
    await api.associateSingleValued({ ...one, ...related });
    const linked = (await read(ROLES, primaryKey))._adx_websiteid_value;
    await api.disassociateSingleValued(one);
    return { website, linked, unlinked: (await read(ROLES, primaryKey))._adx_websiteid_value };
  },

  batch: async () => {
    const old = await setting("DWA/batch/old");
    api.startBatch();
    api.create({ collection: SETTINGS, data: { adx_name: "DWA/batch/new" } });
    api.update({ collection: SETTINGS, key: old, data: { adx_value: "batch" } });
    api.retrieve({ collection: SETTINGS, key: old, select: ["adx_value"] });
    api.count({ collection: SETTINGS, filter: "startswith(adx_name,'DWA/batch/')" });
    return api.executeBatch();
  },
  batchRefers: async () => {
    const relationshipName = "adx_entitypermission_webrole";
    const row = { collection: PERMISSIONS, data: { adx_entityname: "DWA/refers", ...bound } };
    const link = { contentId: "$1", relationshipName, relatedKey: "$2" };
    api.startBatch();
    api.create({ ...row, contentId: "1" });
    api.create({ collection: ROLES, data: { adx_name: "DWA/referred" }, contentId: "2" });
    api.associate(link);
    api.create({
      collection: SETTINGS,
      data: { adx_name: "DWA/refers", "adx_websiteid@odata.bind": bound["adx_websiteid@odata.bind"] },
    });
    const answers = await api.executeBatch();
    const expand = [{ property: relationshipName, select: ["adx_name"] }];
    return { answers, row: await read(PERMISSIONS, answers[0], { expand }) };
  },
  batchFails: async () => {
    api.startBatch();
    api.create({ collection: SETTINGS, data: { adx_name: "DWA/fails" } });
    api.update({ collection: SETTINGS, key: NOBODY, data: { adx_value: "x" } });
    const failure = await api.executeBatch().catch((error) => error);
    const errors = [failure].flat().filter((one) => one?.status >= 400);
    const filter = "adx_name eq 'DWA/fails'";
    const left = await api.count({ collection: SETTINGS, filter });
    return { errors: errors.map(told), left };
  },
  batchOnItsOwn: async () => {
    api.startBatch();
    const alone = { inChangeSet: false };
    api.update({ collection: SETTINGS, key: NOBODY, data: { adx_value: "x" }, ...alone });
    api.create({ collection: SETTINGS, data: { adx_name: "DWA/alone" }, ...alone });
    const answers = await api.executeBatch({ continueOnError: true }).catch((error) => error);
    const filter = "adx_name eq 'DWA/alone'";
    const statuses = answers.map((one) => one?.status ?? "done");
    return { statuses, left: await api.count({ collection: SETTINGS, filter }) };
  },

  file: async () => {
    const key = await make(FILES, { adx_name: "DWA/file", adx_partialurl: "long.css" });
    const column = { collection: FILES, key, property: "adx_filecontent" };
    const data = Buffer.from("/* long */ ".repeat(450_000));
    await api.uploadFile({ ...column, fileName: "long.css", data });
    const back = await api.downloadFile(column);
    const same = Buffer.compare(data, back.data) === 0;
    const { fileName, fileSize } = back;
    await api.deleteRecord(column);
    const { adx_filecontent: left } = await read(FILES, key);
    return { same, fileName, fileSize, left };
  },

  fetchXml: () =>
    api.fetch({ collection: ROLES, fetchXml: "<fetch><entity name='adx_webrole'/></fetch>" }),
  publish: () => api.callAction({ actionName: "PublishAllXml" }),
  createTable: () => api.createEntity({ data: { SchemaName: "new_Table" } }),
  globalChoices: () => api.retrieveGlobalOptionSets(),
};

const cases = { reading, writing }[process.argv[2]];
for (const [name, work] of Object.entries(cases)) {
  let came;
  try {
    came = { is: (await work()) ?? null };
  } catch (error) {
    came = { refused: told(error) };
  }
  console.log(JSON.stringify({ name, ...came }));
}
process.exit(0);
