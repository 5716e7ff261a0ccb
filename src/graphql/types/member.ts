import type { MemberRole as Role } from "../../auth/caller.ts";
import { builder } from "../builder.ts";
import { ofWorkspace } from "../of-workspace.ts";

export const MemberRole = builder.enumType("MemberRole", {
  description: "What a member may do.",
  values: {
    ADMIN: {
      description: "All that agents may, and managing members, integration keys and the workspace.",
    },
    AGENT: { description: "Works with contacts, conversations and conflicts." },
  } as const,
});

builder.prismaNode("Member", {
  name: "Member",
  description:
    "A person who works for the business. Its email and phone are nobody else's in the workspace, contacts included.",
  id: { resolve: (member) => member.id },
  findUnique: ofWorkspace,
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name, as colleagues see it." }),
    email: t.exposeString("email", {
      description: "What it signs in with, normalised. Of a removed member: what it was.",
    }),
    phone: t.exposeString("phone", {
      nullable: true,
      description: "Its phone number in E.164, if the workspace knows one.",
    }),
    role: t.field({
      type: MemberRole,
      description: "What it may do. A change counts for its sessions under way too.",
      resolve: (member) => member.role as Role,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    removedAt: t.expose("removedAt", {
      type: "DateTime",
      nullable: true,
      description:
        "When it was removed; null for those who work here. A removed member stays findable, because decisions name it.",
    }),
  }),
});
