import type { AddressPart } from "../targets.ts";

/** Headers of the parts of an address; "whole": all in one cell. In the languages of `field-names.ts`. */
export const partNames: { readonly [P in AddressPart | "whole"]: string } = {
  line1:
    "street, street address, street 1, street line 1, street and number, address line, address line 1, address 1, " +
    "line 1, addr 1, addr, straße, straße 1, straße und hausnummer, straße nr, straße und nr, straße hausnr, " +
    "adresszeile 1, adresse 1, rue, rue et numéro, numéro et rue, adresse ligne 1, ligne adresse 1, via, " +
    "via e numero civico, indirizzo 1, indirizzo riga 1, riga indirizzo 1, calle, calle y número, dirección 1, " +
    "dirección línea 1, línea de dirección 1, rua, rua e número, logradouro, endereço 1, endereço linha 1, " +
    "linha de endereço 1",
  whole:
    "address, full address, complete address, formatted address, mailing address, " +
    "postal address, adresse, anschrift, postadresse, adresse complète, adresse postale, indirizzo, " +
    "indirizzo completo, indirizzo postale, dirección, dirección completa, dirección postal, domicilio, endereço, " +
    "endereço completo, endereço postal, morada, morada completa",
  line2:
    "address line 2, address 2, street 2, street address 2, street line 2, line 2, addr 2, extended address, " +
    "apartment, apt, suite, unit, apartment suite, adresszusatz, zusatz, adresszeile 2, adresse 2, straße 2, " +
    "complément d'adresse, complément, adresse ligne 2, ligne adresse 2, rue 2, indirizzo 2, indirizzo riga 2, " +
    "riga indirizzo 2, via 2, calle 2, dirección 2, dirección línea 2, línea de dirección 2, " +
    "complemento de dirección, complemento, endereço 2, endereço linha 2, linha de endereço 2, rua 2",
  city:
    "city, town, city town, town city, suburb, locality, ort, stadt, wohnort, ortschaft, ville, commune, localité, " +
    "città, comune, località, ciudad, población, localidad, municipio, cidade, localidade, município",
  region:
    "region, state, province, county, state region, state province, province state, state county, bundesland, " +
    "kanton, bundesland kanton, bundesland region, région, état, canton, dép région, état région, région état, " +
    "regione, provincia, provincia regione, provincia o estado, estado, comunidad autónoma, estado provincia, " +
    "estado región, estado o provincia, região, distrito, estado região, estado província, uf",
  postalCode:
    "postal code, postalcode, postcode, post code, zip, zip code, zipcode, zip postal code, postal zip code, " +
    "postal code zip, plz, postleitzahl, code postal, cp, npa, cap, codice postale, " +
    "codice di avviamento postale, código postal, cep",
  country:
    "country, country region, country code, country name, nation, land, staat, land region, ländercode, " +
    "länderkennzeichen, pays, pays région, code pays, paese, nazione, paese regione, codice paese, país, " +
    "país región, país o región, código de país, país região, código do país",
};

/** Words that say whose or which address it is. Of several contact addresses, an earlier one is preferred. */
export const addressKinds = {
  billing:
    "billing, bill, invoice, invoicing, rechnung, rechnungs, facturation, facture, fatturazione, fattura, facturación, " +
    "factura, faturamento, faturação, facturação, cobrança, fatura",
  main: "contact, mailing, main, primary, default, kontakt, haupt, principale, principal",
  work:
    "business, work, office, company, firma, firmen, geschäftlich, geschaeftlich, dienstlich, bureau, travail, " +
    "professionnel, professionnelle, entreprise, uff, ufficio, lavoro, azienda, trabajo, empresa, comercial, " +
    "profesional, trabalho",
  home:
    "home, private, personal, privat, domicile, personnel, personnelle, ab, abitazione, casa, personale, " +
    "particular, domicilio, residencial, residência, pessoal",
  other:
    "other, alternate, weitere, weiterer, weiteres, autre, altra, altro, otra, otro, outra, outro",
  shipping:
    "shipping, ship, delivery, liefer, lieferung, livraison, spedizione, consegna, envío, entrega",
} as const;
export type AddressKind = keyof typeof addressKinds;

/** Beginnings of German words that are words by themselves here: "Rechnungsadresse", "Lieferort". */
export const compoundBeginnings: { readonly [beginning: string]: AddressKind } = {
  rechnungs: "billing",
  rechnung: "billing",
  liefer: "shipping",
  kontakt: "main",
  firmen: "work",
};

/** Words for an address that may stand beside the part: "billing address city", "CEP do endereço residencial". */
export const addressWords =
  "address, adresse, anschrift, indirizzo, dirección, endereço, morada, to";
