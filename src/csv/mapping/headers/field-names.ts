import type { CellField } from "../targets.ts";

/**
 * Headers of the fields: general English, German, French, Italian, Spanish and Portuguese, with those of Google
 * Contacts, Outlook, HubSpot, Mailchimp and Brevo. Of several lists, the columns of an earlier one are preferred.
 */
export const fieldNames: { readonly [F in CellField]: readonly string[] } = {
  email: [
    "email, e-mail, mail, email address, e-mail address, mail address, primary email, main email, contact email, " +
      "email 1, e-mail 1 value, e-mail-adresse, mailadresse, adresse e-mail, adresse mail, courriel, " +
      "adresse courriel, adresse électronique, adresse de messagerie, adresse de courrier, " +
      "adresse de courrier électronique, mél, indirizzo email, indirizzo mail, indirizzo di posta elettronica, " +
      "posta elettronica, email principale, correo, correo electrónico, dirección de correo, " +
      "dirección de correo electrónico, dirección de email, endereço de email, endereço eletrónico, " +
      "endereço eletrônico, endereço de correio electrónico, endereço de correio eletrónico, " +
      "endereço de correio eletrônico, correio eletrónico, correio eletrônico, correio electrónico",
    "work email, business email, company email, e-mail geschäftlich, geschäftliche e-mail, email professionnel, " +
      "e-mail pro, email aziendale, email lavoro, correo del trabajo, correo profesional, email corporativo, " +
      "email comercial",
    "home email, personal email, private email, e-mail privat, private e-mail, email personnel, email personale, " +
      "correo personal, email pessoal",
    "email 2, email 3, e-mail 2 value, e-mail 3 value, e-mail 4 value, e-mail 5 value, e-mail 2 address, " +
      "e-mail 3 address, secondary email, alternate email, alternate email 1, alternate email 2, other email, " +
      "zweite e-mail, weitere e-mail, e-mail 2 adresse, e-mail 3 adresse, autre email, adresse de messagerie 2, " +
      "adresse de messagerie 3, adresse de courrier 2, adresse de courrier 3, altra email, " +
      "indirizzo posta elettronica 2, indirizzo posta elettronica 3, otro correo, correo electrónico 2, " +
      "dirección de correo electrónico 2, dirección de correo electrónico 3, outro email, endereço de email 2, " +
      "endereço de email 3, endereço do correio electrónico 2, endereço do correio electrónico 3",
  ],
  phone: [
    "mobile, mobile phone, mobile number, mobile no, mobile phone number, mobile telephone, cell, cell phone, " +
      "cell number, cell phone number, cellular, sms, sms number, handy, handynummer, mobil, mobiltelefon, " +
      "mobilnummer, mobilfunk, mobilfunknummer, mobiltelefonnummer, natel, portable, téléphone portable, " +
      "téléphone mobile, tél portable, tél mobile, numéro de portable, numéro de mobile, " +
      "numéro de téléphone mobile, numéro de téléphone portable, cellulare, telefono cellulare, " +
      "numero di cellulare, móvil, teléfono móvil, número de móvil, celular, teléfono celular, " +
      "número de celular, número de teléfono móvil, telemóvel, telefone celular, telefone móvel, " +
      "número de telemóvel",
    "phone, phone number, phone no, telephone, telephone number, tel, tel no, primary phone, main phone, " +
      "contact phone, contact number, phone 1, phone 1 value, whatsapp, whatsapp number, telefon, telefonnummer, " +
      "telefon nr, tel nr, rufnummer, haupttelefon, telefon 1, téléphone, numéro de téléphone, n° de téléphone, " +
      "nº de téléphone, tél, téléphone principal, telefono, numero di telefono, telefono principale, " +
      "recapito telefonico, teléfono, número de teléfono, teléfono principal, telefone, número de telefone, " +
      "telefone principal, contacto telefónico",
    "business phone, work phone, office phone, landline, landline number, telefon geschäftlich, " +
      "telefon geschaeftlich, diensttelefon, festnetz, festnetznummer, téléphone bureau, " +
      "téléphone professionnel, téléphone fixe, tél fixe, ufficio, telefono ufficio, telefono fisso, " +
      "teléfono del trabajo, teléfono fijo, telefone comercial, telefone da empresa, telefone fixo",
    "home phone, private phone, telefon privat, téléphone domicile, téléphone personnel, abitazione, " +
      "telefono abitazione, telefono casa, particular, teléfono particular, teléfono de casa, " +
      "telefone residencial, telefone da residência",
    "other phone, phone 2, phone 3, phone 2 value, phone 3 value, phone 4 value, phone 5 value, phone 6 value, " +
      "mobile phone 2, business phone 2, home phone 2, alternate phone, secondary phone, weiteres telefon, " +
      "telefon 2, telefon 3, mobiltelefon 2, telefon geschäftlich 2, telefon privat 2, téléphone autre, " +
      "téléphone 2, téléphone 2 bureau, téléphone 2 domicile, altro telefono, telefono 2, ufficio 2, " +
      "abitazione 2, otro teléfono, teléfono 2, teléfono del trabajo 2, outro telefone, telefone 2, " +
      "telefone comercial 2, telefone residencial 2",
  ],
  firstName: [
    "first name, firstname, first, given name, givenname, forename, fname, christian name, vorname, vornamen, " +
      "rufname, prénom, prénoms, nome di battesimo, nombre de pila, primer nombre, nombres, primeiro nome, " +
      "nome próprio",
  ],
  middleName: [
    "middle name, middlename, middle, middle initial, additional name, weitere vornamen, weiterer vorname, " +
      "zweiter vorname, mittelname, deuxième prénom, second prénom, autres prénoms, secondo nome, " +
      "segundo nombre, segundo nome, nome do meio",
  ],
  lastName: [
    "last name, lastname, last, family name, familyname, surname, lname, nachname, familienname, zuname, " +
      "nom de famille, patronyme, cognome, cognomi, apellido, apellidos, primer apellido, sobrenome, " +
      "apelido, apelidos, último nome",
  ],
  fullName: [
    "full name, fullname, complete name, display name, vollständiger name, ganzer name, vor und nachname, " +
      "nom complet, prénom et nom, nom et prénom, nome completo, nome e cognome, nombre completo, " +
      "nombre y apellidos, nome e sobrenome",
    "contact name, customer name, client name, kontaktname, kundenname, nom du contact, nom du client, " +
      "nome contatto, nome cliente, nombre del contacto, nombre del cliente, nome do contato, " +
      "nome do contacto, nome do cliente",
  ],
  gender: ["gender, sex, geschlecht, sexe, genre, sesso, genere, sexo, género, gênero"],
  businessName: [
    "business name, company, company name, organization, organisation, organization name, organisation name, " +
      "organization 1 name, business, firma, firmenname, unternehmen, unternehmensname, société, entreprise, " +
      "nom de l'entreprise, nom de la société, raison sociale, azienda, società, nome azienda, " +
      "nome dell'azienda, ragione sociale, impresa, empresa, compañía, organización, razón social, " +
      "nombre de la empresa, nome da empresa, organização, razão social, companhia",
    "associated company, account name, primary company, employer, arbeitgeber, employeur",
  ],
};

/** Headers that mean different fields beside different other columns ("Name" beside "Vorname"). */
export const ambiguousNames = {
  /** The family's where a first name stands beside them, else the full name. */
  familyOrFull: "name, nom",
  /** The first name where a family's stands beside them, else the full name. */
  firstOrFull: "nome, nombre",
} as const;
