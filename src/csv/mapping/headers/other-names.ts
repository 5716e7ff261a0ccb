/** Headers of columns that are no field, in the languages of `field-names.ts`. */
export const otherNames = {
  tags:
    "tags, tag, labels, schlagwörter, schlagworte, stichwörter, stichworte, etiketten, kategorien, kategorie, " +
    "categories, category, étiquettes, étiquette, mots clés, libellés, catégories, catégorie, etichette, etichetta, " +
    "categorie, categoria, etiquetas, etiqueta, categorías, categoría, categorias, marcadores",
  lists:
    "lists, list, list name, list names, listen, liste, listenname, listes, nom de la liste, elenchi, elenco, " +
    "lista, listas, nombre de la lista, nome da lista",
  assignee:
    "assignee, assignee email, assigned to, owner, owner email, contact owner, contact owner email, account owner, " +
    "zuständig, zuständiger mitarbeiter, betreuer, bearbeiter, kontaktinhaber, inhaber, zugewiesen an, " +
    "propriétaire, propriétaire du contact, responsable, assigné à, attribué à, proprietario, " +
    "proprietario del contatto, assegnatario, assegnato a, responsabile, propietario, propietario del contacto, " +
    "asignado a, proprietário, proprietário do contato, proprietário do contacto, responsável, atribuído a",
  attributes: "attributes",
} as const;

/** Google Contacts parts its groups in a way of its own, and puts everybody into one of them. */
export const googleLabels = "labels, group membership";
export const GOOGLE_SEPARATOR = ":::";

/**
 * Headers of columns that look like emails, phone numbers or countries and are something else: another person's, a
 * machine's, a language. The first two are what we write beside refused rows.
 */
export const unsuitedNames =
  "onymous line, onymous problem, fax, business fax, home fax, other fax, fax number, faxnummer, fax geschäftlich, " +
  "fax privat, weiteres fax, télécopie, télécopie bureau, télécopie domicile, télécopie autre, altro fax, otro fax, " +
  "fax del trabajo, fax comercial, fax residencial, fax da empresa, outro fax, pager, telex, isdn, cercapersone, " +
  "car phone, radio phone, callback, tty tdd phone, company main phone, assistant's phone, telefon assistent, " +
  "telefon firma, autotelefon, manager email, emergency contact, emergency phone, referrer, created by, updated by, " +
  "language, preferred language, locale, sprache, langue, lingua, idioma, nationality, nationalität, nationalité, " +
  "nazionalità, nacionalidad, nacionalidade, id, record id, contact id, customer id, ext id, external id, " +
  "kundennummer, vat number, vat id, tax id, iban, birthday, date of birth, geburtstag, geburtsdatum";

/** A file with one of these is Mailchimp's, and says a place that was guessed from an IP address. */
export const mailchimpSigns = "euid, leid, member rating";
export const mailchimpGuesses = "region, cc";
