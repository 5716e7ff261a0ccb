import type { Dialect } from "../../csv/dialect.ts";
import { saveAnalysis } from "../../database/imports/import-changes.ts";
import { readImportSample } from "../../database/imports/import-file.ts";
import type { ImportKey, ImportRecord } from "../../database/imports/import-record.ts";
import { type Analysis, analyseFile, SAMPLE_BYTES } from "./analyse-file.ts";
import type { ImportDeps } from "./change-import.ts";
import type { AnalyseUpload } from "./upload-import.ts";

type Deps = Pick<ImportDeps, "database">;

/** Recognises a file that was just uploaded. */
export const analyseUpload =
  ({ database }: Deps): AnalyseUpload =>
  async ({ workspaceId, importId, sample, isWhole }) => {
    const country = await countryOf(database, workspaceId);
    const analysis = await analyseFile({ sample, isWhole, chosen: {}, country });
    await saveAnalysis(database.pool, { workspaceId, importId }, analysis);
  };

/** Looks at the stored file again, with what is known better of its dialect. */
export async function analyseAgain(
  { database }: Deps,
  { workspaceId, id, byteSize }: ImportRecord,
  chosen: Partial<Dialect>,
): Promise<Analysis> {
  const key: ImportKey = { workspaceId, importId: id };
  const sample = await readImportSample(database.pool, key, SAMPLE_BYTES);
  const country = await countryOf(database, workspaceId);
  return analyseFile({ sample, isWhole: sample.length === byteSize, chosen, country });
}

async function countryOf({ prisma }: Deps["database"], workspaceId: string): Promise<string> {
  const { country } = await prisma.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { country: true },
  });
  return country;
}
