import type { RequestListener } from "node:http";
import type pg from "pg";
import type { Authenticator } from "../auth/authenticate.ts";
import { EXPORT_HEADER, exportCells } from "../csv/contact-export.ts";
import { exportContacts } from "../database/export-contacts.ts";
import { readWish, toSelection } from "../graphql/export-address.ts";
import { answerCsv } from "./csv-download.ts";
import { type AdminRequest, type AdminRouteOptions, createAdminRoute } from "./plain-http.ts";

/** `GET /exports/contacts.csv`: contacts as a file, for admins, by the header or by a link (docs/exports.md). */
export function createExportRoute(
  options: Omit<AdminRouteOptions, "methods" | "takesLinks" | "authenticator"> & {
    readonly authenticator: Authenticator;
    readonly pool: pg.Pool;
    readonly now: () => Date;
  },
): RequestListener {
  const { pool, authenticator, now } = options;

  async function get({ response, query, caller }: AdminRequest) {
    const wish = readWish(query);
    if ("code" in wish) return { status: 400, ...wish };

    await answerCsv(response, {
      fileName: `contacts-${now().toISOString().slice(0, 10)}.csv`,
      header: EXPORT_HEADER,
      rows: exportContacts(pool, caller.workspaceId, toSelection(wish)),
      write: exportCells,
      stillAllowed: () => authenticator.isInForce(caller),
    });
    return undefined;
  }

  return createAdminRoute({
    ...options,
    takesLinks: true,
    methods: { GET: get },
    exposedHeaders: ["content-disposition"],
  });
}
