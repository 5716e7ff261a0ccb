import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, startApi } from "../support/api.ts";
import { importFile } from "../support/import-runs.ts";

// Files as other programs write them, by the mapping that is suggested for them.

let api: Awaited<ReturnType<typeof startApi>>;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = api.here.asAdmin;
});
afterAll(() => api.stop());

const CONTACT = `{ nodes { email phone firstName lastName businessName
  tags { name } contactAddress { city country } attributes } }`;

async function contactOf(query: string) {
  const { searchContacts } = await admin.query(
    `query ($query: String!) { searchContacts(query: $query) ${CONTACT} }`,
    { query },
  );
  expect(searchContacts.nodes).toHaveLength(1);
  return searchContacts.nodes[0];
}

/** What Windows writes for the characters that the files here use. */
function windows1252(text: string): Uint8Array {
  const own = new Map([
    ["€", 0x80],
    ["Š", 0x8a],
    ["’", 0x92],
  ]);
  return Uint8Array.from(text, (char) => own.get(char) ?? char.charCodeAt(0));
}
const utf16le = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
const lines = (...rows: string[]) => rows.concat("").join("\r\n");

const FILES: { program: string; file: string | Uint8Array; email: string; contact: object }[] = [
  {
    program: "Excel in German",
    file: windows1252(
      lines(
        "Vorname;Nachname;E-Mail;Telefon;Firma;Ort;Umsatz",
        "Jürgen;Größe;juergen@excel.example;+49 1512 3456789;Müller & Söhne;Köln;1.000 €",
        "Zoë;Šimić;zoe@excel.example;;D’Arc;Zürich;5 €".replace("ć", "c"),
      ),
    ),
    email: "juergen@excel.example",
    contact: {
      firstName: "Jürgen",
      lastName: "Größe",
      phone: "+4915123456789",
      businessName: "Müller & Söhne",
      contactAddress: { city: "Köln" },
    },
  },
  {
    program: "Excel as Unicode text",
    file: utf16le(
      lines(
        "First Name\tLast Name\tEmail Address\tMobile Phone",
        "Łukasz\tŻółć\tlukasz@unicode.example\t+48 512 345 678",
      ),
    ),
    email: "lukasz@unicode.example",
    contact: { firstName: "Łukasz", lastName: "Żółć", phone: "+48512345678" },
  },
  {
    program: "Google Contacts",
    file: lines(
      "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value",
      "Grace,Brewster,Hopper,,,,,,,,Navy,,,,,,Friends ::: * myContacts,* Work,grace@google.example,Mobile,+1 202-555-0143",
    ),
    email: "grace@google.example",
    contact: {
      firstName: "Grace",
      lastName: "Hopper",
      phone: "+12025550143",
      businessName: "Navy",
    },
  },
  {
    program: "Outlook",
    file: `\uFEFF${lines(
      "First Name,Middle Name,Last Name,Title,Suffix,Company,Department,Business Street,Business City,Business Fax,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,Gender,Categories",
      'Linus,,Björk,,,"Kärnan, AB",,,,,,+46 70 123 45 67,linus@outlook.example,SMTP,Linus,Unspecified,',
    )}`,
    email: "linus@outlook.example",
    contact: {
      firstName: "Linus",
      lastName: "Björk",
      phone: "+46701234567",
      businessName: "Kärnan, AB",
    },
  },
  {
    program: "HubSpot",
    file: lines(
      '"Record ID","First Name","Last Name","Email","Phone Number","Contact owner","Lead Status","Company name"',
      '"151","Mary","Jackson","mary@hubspot.example","+1 202-555-0199","","New","NASA"',
    ),
    email: "mary@hubspot.example",
    contact: { firstName: "Mary", lastName: "Jackson", phone: "+12025550199" },
  },
  {
    program: "Mailchimp",
    file: lines(
      '"Email Address","First Name","Last Name",Address,"Phone Number",MEMBER_RATING,OPTIN_TIME,REGION,CC,LEID,EUID,NOTES,TAGS',
      'ida@mailchimp.example,Ida,Rhodes,,,2,"2024-01-01 10:00:00",nsw,au,1,abc,,"""vip"",""new"""',
    ),
    email: "ida@mailchimp.example",
    contact: {
      firstName: "Ida",
      lastName: "Rhodes",
      tags: expect.arrayContaining([{ name: "new" }, { name: "vip" }]),
    },
  },
  {
    program: "Brevo in French",
    file: lines(
      "EMAIL;PRÉNOM;NOM;SMS;DATE_AJOUT",
      "noel@brevo.example;Noël;Lefèvre;+33612345678;01-02-2024",
    ),
    email: "noel@brevo.example",
    contact: { firstName: "Noël", lastName: "Lefèvre", phone: "+33612345678" },
  },
];

describe("the mapping that is suggested", () => {
  it.each(FILES)("is right for a file of $program", async ({ file, email, contact }) => {
    const { state, result } = await importFile(api, file);
    expect({ state, result }).toMatchObject({ state: "FINISHED", result: { refused: 0 } });
    expect(await contactOf(email)).toMatchObject(contact);
  });
});
