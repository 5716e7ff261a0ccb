import { builder } from "../builder.ts";
import { ImportMappingColumn } from "./import-column.ts";
import { ImportDelimiter, ImportEncoding, ImportPolicy, ImportQuote } from "./import-enums.ts";

builder.node("ImportMapping", {
  description:
    "What the columns of one kind of file are, by their headers: saved from one import for the next. For admins.",
  id: { resolve: (mapping) => mapping.id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name. Example: `Webshop export`." }),
    columns: t.field({
      type: [ImportMappingColumn],
      description: "What columns are, by header. Others are mapped as is suggested.",
      resolve: ({ columns }) => [...columns],
    }),
    policy: t.expose("policy", {
      type: ImportPolicy,
      description: "What happens to what differs.",
    }),
    encoding: t.field({
      type: ImportEncoding,
      nullable: true,
      description: "What files are read with, where that was chosen by hand; null: as is detected.",
      resolve: ({ dialect }) => dialect?.encoding ?? null,
    }),
    delimiter: t.field({
      type: ImportDelimiter,
      nullable: true,
      description: "The same for what stands between cells.",
      resolve: ({ dialect }) => dialect?.delimiter ?? null,
    }),
    quote: t.field({
      type: ImportQuote,
      nullable: true,
      description: "The same for what stands around cells.",
      resolve: ({ dialect }) => dialect?.quote ?? null,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was first saved." }),
  }),
});
