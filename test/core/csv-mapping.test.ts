import { describe, expect, it } from "vitest";
import { EXPORT_HEADER } from "../../src/csv/contact-export.ts";
import { checkMapping } from "../../src/csv/mapping/check-mapping.ts";
import { suggestColumns } from "../../src/csv/mapping/suggest-columns.ts";
import type { ColumnTarget } from "../../src/csv/mapping/targets.ts";

/** What is not ignored, by header, in short: "lastName", "contactAddress.city", "TAGS ;". */
function mapped(header: string, rows: readonly (readonly string[])[] = [], country = "DE") {
  const suggestions = suggestColumns(header.split(";"), rows, country);
  return Object.fromEntries(
    suggestions
      .filter(({ target }) => target.to !== "IGNORE")
      .map(({ column, header: text, target }) => [text || `#${column}`, short(target)]),
  );
}
function short(target: ColumnTarget): string {
  if (target.to === "FIELD") return target.field;
  if (target.to === "ADDRESS") return `${target.address}.${target.part ?? "whole"}`;
  return "separator" in target ? `${target.to} ${target.separator}` : target.to;
}

const names = (first: string, last: string) => ({ [first]: "firstName", [last]: "lastName" });

describe("headers map themselves (SPEC 8.2)", () => {
  it.each([
    [
      "Google Contacts",
      "First Name;Middle Name;Last Name;Phonetic First Name;File As;Organization Name;Notes;Labels;E-mail 1 - Label;E-mail 1 - Value;E-mail 2 - Label;E-mail 2 - Value;Phone 1 - Label;Phone 1 - Value;Phone 2 - Value;Address 1 - Formatted;Address 1 - Street;Address 1 - City;Address 1 - PO Box;Address 1 - Region;Address 1 - Postal Code;Address 1 - Country;Address 1 - Extended Address;Address 2 - Street;Address 2 - City",
      {
        ...names("First Name", "Last Name"),
        "Middle Name": "middleName",
        "Organization Name": "businessName",
        Labels: "TAGS :::",
        "E-mail 1 - Value": "email",
        "Phone 1 - Value": "phone",
        "Address 1 - Street": "contactAddress.line1",
        "Address 1 - Extended Address": "contactAddress.line2",
        "Address 1 - City": "contactAddress.city",
        "Address 1 - Region": "contactAddress.region",
        "Address 1 - Postal Code": "contactAddress.postalCode",
        "Address 1 - Country": "contactAddress.country",
      },
    ],
    [
      "Google Contacts before",
      "Name;Given Name;Additional Name;Family Name;Yomi Name;Group Membership;E-mail 1 - Type;E-mail 1 - Value;Phone 1 - Type;Phone 1 - Value;Organization 1 - Name",
      {
        ...names("Given Name", "Family Name"),
        Name: "fullName",
        "Additional Name": "middleName",
        "Group Membership": "TAGS :::",
        "E-mail 1 - Value": "email",
        "Phone 1 - Value": "phone",
        "Organization 1 - Name": "businessName",
      },
    ],
    [
      "Outlook, English",
      "Title;First Name;Middle Name;Last Name;Suffix;Company;Department;Job Title;Business Street;Business Street 2;Business Street 3;Business City;Business State;Business Postal Code;Business Country/Region;Home Street;Home City;Other City;Business Fax;Business Phone;Home Phone;Mobile Phone;Company Main Phone;Billing Information;Categories;E-mail Address;E-mail Type;E-mail Display Name;E-mail 2 Address;Gender",
      {
        ...names("First Name", "Last Name"),
        "Middle Name": "middleName",
        Company: "businessName",
        "Business Street": "contactAddress.line1",
        "Business Street 2": "contactAddress.line2",
        "Business City": "contactAddress.city",
        "Business State": "contactAddress.region",
        "Business Postal Code": "contactAddress.postalCode",
        "Business Country/Region": "contactAddress.country",
        "Mobile Phone": "phone",
        Categories: "TAGS ;",
        "E-mail Address": "email",
        Gender: "gender",
      },
    ],
    [
      "Outlook, German",
      "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Straße geschäftlich;Ort geschäftlich;Region geschäftlich;Postleitzahl geschäftlich;Land/Region geschäftlich;Straße privat;Ort privat;Weiterer Ort;Fax geschäftlich;Telefon geschäftlich;Mobiltelefon;Abrechnungsinformation;E-Mail-Adresse;E-Mail 2: Adresse;Geschlecht;Kategorien",
      {
        ...names("Vorname", "Nachname"),
        "Weitere Vornamen": "middleName",
        Firma: "businessName",
        "Straße geschäftlich": "contactAddress.line1",
        "Ort geschäftlich": "contactAddress.city",
        "Region geschäftlich": "contactAddress.region",
        "Postleitzahl geschäftlich": "contactAddress.postalCode",
        "Land/Region geschäftlich": "contactAddress.country",
        Mobiltelefon: "phone",
        "E-Mail-Adresse": "email",
        Geschlecht: "gender",
        Kategorien: "TAGS ;",
      },
    ],
    [
      "Outlook, French",
      "Titre;Prénom;Deuxième prénom;Nom;Société;Rue (bureau);Rue (bureau) 2;Ville (bureau);Dép/Région (bureau);Code postal (bureau);Pays/Région (bureau);Rue (domicile);Télécopie (bureau);Téléphone (bureau);Tél. mobile;Adresse de messagerie;Sexe",
      {
        ...names("Prénom", "Nom"),
        "Deuxième prénom": "middleName",
        Société: "businessName",
        "Rue (bureau)": "contactAddress.line1",
        "Rue (bureau) 2": "contactAddress.line2",
        "Ville (bureau)": "contactAddress.city",
        "Dép/Région (bureau)": "contactAddress.region",
        "Code postal (bureau)": "contactAddress.postalCode",
        "Pays/Région (bureau)": "contactAddress.country",
        "Tél. mobile": "phone",
        "Adresse de messagerie": "email",
        Sexe: "gender",
      },
    ],
    [
      "Outlook, Italian",
      "Titolo;Nome;Secondo nome;Cognome;Società;Via (uff.);Città (uff.);Provincia (uff.);CAP (uff.);Paese (uff.);Via (ab.);Ufficio;Cellulare;Indirizzo posta elettronica;Sesso",
      {
        ...names("Nome", "Cognome"),
        "Secondo nome": "middleName",
        Società: "businessName",
        "Via (uff.)": "contactAddress.line1",
        "Città (uff.)": "contactAddress.city",
        "Provincia (uff.)": "contactAddress.region",
        "CAP (uff.)": "contactAddress.postalCode",
        "Paese (uff.)": "contactAddress.country",
        Cellulare: "phone",
        "Indirizzo posta elettronica": "email",
        Sesso: "gender",
      },
    ],
    [
      "Outlook, Spanish",
      "Nombre;Segundo nombre;Apellidos;Organización;Calle del trabajo;Ciudad de trabajo;Provincia o estado de trabajo;Código postal del trabajo;País o región del trabajo;Otra ciudad;Teléfono del trabajo;Dirección de correo electrónico;Categorías;Género",
      {
        ...names("Nombre", "Apellidos"),
        "Segundo nombre": "middleName",
        Organización: "businessName",
        "Calle del trabajo": "contactAddress.line1",
        "Ciudad de trabajo": "contactAddress.city",
        "Provincia o estado de trabajo": "contactAddress.region",
        "Código postal del trabajo": "contactAddress.postalCode",
        "País o región del trabajo": "contactAddress.country",
        "Teléfono del trabajo": "phone",
        "Dirección de correo electrónico": "email",
        Categorías: "TAGS ;",
        Género: "gender",
      },
    ],
    [
      "Portuguese",
      "Primeiro nome;Segundo nome;Sobrenome;Empresa;Rua;Cidade;Estado;CEP;País;Endereço de cobrança;Cidade de cobrança;Telefone celular;Endereço de e-mail;Sexo;Etiquetas;Responsável",
      {
        ...names("Primeiro nome", "Sobrenome"),
        "Segundo nome": "middleName",
        Empresa: "businessName",
        Rua: "contactAddress.line1",
        Cidade: "contactAddress.city",
        Estado: "contactAddress.region",
        CEP: "contactAddress.postalCode",
        País: "contactAddress.country",
        "Endereço de cobrança": "billingAddress.whole",
        "Cidade de cobrança": "billingAddress.city",
        "Telefone celular": "phone",
        "Endereço de e-mail": "email",
        Sexo: "gender",
        Etiquetas: "TAGS ;",
        Responsável: "ASSIGNEE",
      },
    ],
    [
      "HubSpot",
      "Record ID;First Name;Last Name;Email;Phone Number;Mobile Phone Number;Contact owner;Associated Company;Company Name;Street Address;City;State/Region;Postal Code;Country/Region;Lead Status;Create Date",
      {
        ...names("First Name", "Last Name"),
        Email: "email",
        "Mobile Phone Number": "phone",
        "Contact owner": "ASSIGNEE",
        "Company Name": "businessName",
        "Street Address": "contactAddress.line1",
        City: "contactAddress.city",
        "State/Region": "contactAddress.region",
        "Postal Code": "contactAddress.postalCode",
        "Country/Region": "contactAddress.country",
      },
    ],
    [
      "Mailchimp",
      "Email Address;First Name;Last Name;Address;Phone Number;Birthday;MEMBER_RATING;OPTIN_TIME;OPTIN_IP;CC;REGION;LAST_CHANGED;LEID;EUID;NOTES;TAGS",
      {
        ...names("First Name", "Last Name"),
        "Email Address": "email",
        Address: "contactAddress.whole",
        "Phone Number": "phone",
        TAGS: "TAGS ;",
      },
    ],
    [
      "Brevo",
      "EMAIL;LASTNAME;FIRSTNAME;SMS;WHATSAPP;LANDLINE_NUMBER;EXT_ID;DOUBLE_OPT-IN;ADDED_TIME",
      { ...names("FIRSTNAME", "LASTNAME"), EMAIL: "email", SMS: "phone" },
    ],
    [
      "Brevo, French",
      "EMAIL;NOM;PRENOM;SMS",
      { ...names("PRENOM", "NOM"), EMAIL: "email", SMS: "phone" },
    ],
    [
      "names as programs write them",
      "first_name;lastName;E-MAIL;phoneNumber;billing_street;BillingCity;Rechnungsadresse PLZ;RechnungsLand;billingAddress2",
      {
        ...names("first_name", "lastName"),
        "E-MAIL": "email",
        phoneNumber: "phone",
        billing_street: "billingAddress.line1",
        BillingCity: "billingAddress.city",
        "Rechnungsadresse PLZ": "billingAddress.postalCode",
        RechnungsLand: "billingAddress.country",
        billingAddress2: "billingAddress.line2",
      },
    ],
    [
      "refused rows of an earlier import",
      "onymous line;onymous problem;first name;last name;email",
      { ...names("first name", "last name"), email: "email" },
    ],
  ])("of %s", (_exporter, header, expected) => {
    expect(mapped(header)).toEqual(expected);
    expect(checkMapping(suggestColumns(header.split(";"), [], "DE"))).toEqual([]);
  });

  it("of our own export, all of them", () => {
    const columns = suggestColumns(EXPORT_HEADER, [], "DE");
    expect(columns.filter(({ target }) => target.to === "IGNORE")).toEqual([]);
    expect(checkMapping(columns)).toEqual([]);
    expect(mapped("contact address region;billing address line 2")).toEqual({
      "contact address region": "contactAddress.region",
      "billing address line 2": "billingAddress.line2",
    });
  });

  it.each([
    ["a German family name", "Vorname;Name;Mail", { Vorname: "firstName", Name: "lastName" }],
    ["a full name", "Name;E-Mail", { Name: "fullName" }],
    ["an Italian full name", "Nome;E-mail", { Nome: "fullName" }],
  ])("ambiguous names by what stands beside them: %s", (_what, header, expected) => {
    expect(mapped(header)).toMatchObject(expected);
  });

  it.each(["Fax", "Birthday", "Notes", "Job Title", "Region of sales", "Billing Information"])(
    "%s is nothing that we keep",
    (header) => {
      expect(mapped(header)).toEqual({});
    },
  );
});

describe("of several columns for one field, one is meant", () => {
  it("the one that says something", () => {
    const rows = [["", "0151 23456789", "Köln", ""]];
    expect(mapped("Mobile;Phone;Home City;Business City", rows)).toEqual({
      Phone: "phone",
      "Home City": "contactAddress.city",
    });
  });

  it("the others are ignored, with little confidence", () => {
    const [, second] = suggestColumns(["E-mail 1 - Value", "E-mail 2 - Value"], [], "DE");
    expect(second).toMatchObject({ target: { to: "IGNORE" }, because: "HEADER" });
    expect(second?.confidence).toBeLessThan(0.5);
  });

  it("an address is not put together from two", () => {
    const header = "Home Street;Home City;Business Street;Business City;Business Country";
    const rows = [["Hauptstr. 1", "Köln", "", "", "Germany"]];
    expect(mapped(header, rows)).toEqual({
      "Home Street": "contactAddress.line1",
      "Home City": "contactAddress.city",
    });
  });

  it("columns of the same name are left to people", () => {
    const columns = suggestColumns(["Vorname", "Nachname", "E-Mail", "e-mail"], [], "DE");
    expect(checkMapping(columns)).toMatchObject([{ code: "AMBIGUOUS_COLUMNS", columns: [3, 4] }]);
  });
});

describe("cells speak where the header says nothing", () => {
  const column = (header: string, ...cells: string[]) =>
    suggestColumns(
      [header],
      cells.map((cell) => [cell]),
      "DE",
    )[0];

  it.each([
    ["emails", "", ["ada@example.org", "bob@example.org", "n/a", "eve@example.org"], "email"],
    ["emails under another name", "Kontakt 3", ["ada@example.org", "eve@example.org"], "email"],
    ["phone numbers", "", ["+49 151 23456789", "030 901820", "0151/23456780"], "phone"],
    ["countries", "", ["Germany", "Frankreich", "ITA"], "contactAddress.country"],
  ])("%s", (_what, header, cells, expected) => {
    const found = column(header, ...cells);
    expect(found && short(found.target)).toBe(expected);
    expect(found?.because).toBe("CONTENT");
  });

  it.each([
    ["small integers", ["1", "42", "12345678"]],
    ["dates", ["2024-01-15", "2024-02-20", "2023-12-31"]],
    ["German dates", ["15.01.2024", "20.02.2024", "31.12.2023"]],
    ["dates without marks", ["20240115", "20240220", "20231231"]],
    ["moments", ["2013-06-25 17:38:27", "2014-01-01 10:00:00"]],
    ["addresses of machines", ["192.168.100.101", "203.0.113.120"]],
    ["amounts", ["30901820.50", "1234567,89"]],
    ["languages", ["de", "fr", "it", "es"]],
    ["words", ["gold", "silver", "gold"]],
    ["one email among words", ["gold", "ada@example.org", "silver"]],
    ["nothing", ["", "-", "n/a"]],
  ])("%s are nothing that we know", (_what, cells) => {
    expect(column("", ...cells)).toMatchObject({
      target: { to: "IGNORE" },
      confidence: 0,
      because: "NOTHING",
    });
  });

  it("a header that says what it is goes first", () => {
    const rows = [["ada@example.org", "boss@example.org", "+49 30 901820"]];
    expect(mapped("Email;Reports to;Fax", rows)).toEqual({ Email: "email" });
  });

  it("few cells are less sure than many, and an email column without emails is doubtful", () => {
    const few = column("", "ada@example.org")?.confidence ?? 1;
    const many = column("", "a@example.org", "b@example.org", "c@example.org")?.confidence ?? 0;
    expect(few).toBeLessThan(many);
    expect(column("Email", "yes", "no", "yes")?.confidence).toBeLessThan(0.5);
  });

  it("owners by name are no assignees", () => {
    expect(mapped("Contact owner", [["Inès Moreau"]])).toEqual({});
    expect(mapped("Contact owner", [["ines@example.org"]])).toEqual({
      "Contact owner": "ASSIGNEE",
    });
  });

  it.each([
    ["VIP; Newsletter", ";"],
    ['"VIP","Blog"', ","],
    ["VIP|Blog", "|"],
    ['"Smith; Sons", VIP', ","],
    ["VIP", ";"],
  ])("tags like %s are parted by %s", (cell, separator) => {
    expect(mapped("Tags", [[cell]])).toEqual({ Tags: `TAGS ${separator}` });
  });

  it("samples are the first three cells that say something, as they will be read", () => {
    expect(column("x", "", "'=a", "b ", "n/a", "c", "d")?.samples).toEqual(["=a", "b", "c"]);
  });
});

describe("a mapping is checked before the file is read with it (SPEC 8.3)", () => {
  const check = (...targets: ColumnTarget[]) =>
    checkMapping(targets.map((target, index) => ({ column: index + 1, header: "", target })));
  const field = (name: "email" | "phone" | "firstName" | "lastName"): ColumnTarget => ({
    to: "FIELD",
    field: name,
  });
  const needed = [field("firstName"), field("lastName"), field("phone")];

  it("first name, last name, and email or phone are needed", () => {
    expect(check().map(({ code }) => code)).toEqual([
      "FIRST_NAME_NOT_MAPPED",
      "LAST_NAME_NOT_MAPPED",
      "IDENTIFIER_NOT_MAPPED",
    ]);
    expect(check(...needed)).toEqual([]);
  });

  it.each<[string, ColumnTarget, ColumnTarget]>([
    ["one field", field("email"), field("email")],
    [
      "a whole address and its first line",
      { to: "ADDRESS", address: "contactAddress", part: null },
      { to: "ADDRESS", address: "contactAddress", part: "line1" },
    ],
    ["one attribute", { to: "ATTRIBUTE", key: "é" }, { to: "ATTRIBUTE", key: "e\u0301" }],
    ["tags", { to: "TAGS", separator: ";" }, { to: "TAGS", separator: "," }],
  ])("two columns for %s are ambiguous", (_what, one, other) => {
    expect(check(...needed, one, other)).toMatchObject([
      { code: "AMBIGUOUS_COLUMNS", columns: [4, 5] },
    ]);
  });

  it.each(["__proto__", " ", "a".repeat(65), "\u0000"])("refuses %j as an attribute", (key) => {
    expect(check(...needed, { to: "ATTRIBUTE", key })).toMatchObject([
      { code: "MALFORMED_ATTRIBUTE_KEY", columns: [4] },
    ]);
  });

  it("constructor is an attribute like any other", () => {
    expect(check(...needed, { to: "ATTRIBUTE", key: "constructor" })).toEqual([]);
  });

  it.each(["", " ", '"', "a long one"])("refuses %j as a separator", (separator) => {
    expect(check(...needed, { to: "LISTS", separator })).toMatchObject([
      { code: "MALFORMED_SEPARATOR", columns: [4] },
    ]);
  });
});
