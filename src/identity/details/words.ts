/**
 * The words by which written-out addresses and the purpose of a number are recognised, in English, German, French,
 * Spanish, Italian and Portuguese together: whoever writes in one language also uses words of another.
 */
export const words = (...lines: string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(" ")));
const either = (list: ReadonlySet<string>) =>
  [...list].sort((a, b) => b.length - a.length).join("|");

/** Stand for "@" and for nothing else. */
const AT_SIGN = words("ät aet arroba arobase arobas chiocciola chiocciolina klammeraffe");
export const AT_SIGNS = either(AT_SIGN);
export const DOTS = either(words("dot punkt point punto ponto"));
export const UNDERSCORES = either(
  words("underscore unterstrich underline guion_bajo guión_bajo guiónbajo tiret_bas"),
).replaceAll("_", " ");
export const DASHES = either(
  words("dash hyphen minus strich bindestrich tiret guion guión trattino hífen hifen traço traco"),
);
export const SLASHES = either(words("slash schrägstrich barre barra"));
export const PLUSES = either(words("plus más mas mais più piu"));

/** "email" in "my email is …". */
export const EMAIL_WORDS = words(
  "email e-mail mail emails mails mailto emailaddress mailadresse emailadresse e-mail-adresse",
  "mail-adresse email-adresse courriel mél mel correo posta gmail outlook",
);
const ADDRESSES = words("address adresse dirección direccion indirizzo endereço endereco");

/** What may stand directly before a written-out address without being part of it. */
export const LEADS_IN = words(
  "it's its it is at on to me us via use try or and with under through by my the here sure ok okay yes yeah please",
  "ist lautet an auf unter per oder und ja bitte hier mir uns mich die der meine ist's",
  "c'est cest est à a sur ou et oui voici par moi chez s'il plaît plait",
  "es en al o y e sí si aquí aqui por para mi me claro",
  "è é sì ecco su alla qui ok presso",
  "em no na sim ou meu mim pra",
);

/** A number behind one of these is a phone number. */
const PHONE_WORDS = words(
  "phone tel telephone mobile cell cellphone call ring text sms reach dial whatsapp landline",
  "telefon handy mobil",
  "festnetz anrufen rufen ruf ruft erreichbar erreichen rückruf zurückrufen",
  "téléphone portable fixe appeler appelez appelle joindre joignable rappeler rappelez",
  "teléfono telf tfno tlf móvil movil celular cel fijo llamar llámame llamame llámeme llamadme",
  "telefono cellulare fisso chiamare chiamami chiamatemi chiamate",
  "telefone telemóvel telemovel fone ligar ligue liga ligue-me liguem zap",
);
/** Say "number" without saying of what. */
export const NUMBER_WORDS = words("number nummer numéro numero número num nr no nº n°");

/** A number behind one of these is no phone number. */
const OTHER_NUMBERS = words(
  "order orders ticket invoice tracking reference ref case booking reservation customer account contract serial",
  "article item sku imei isbn ean iban bic vat tax ssn id pin code zip postcode card policy fax telefax flight",
  "confirmation model meter reading device member registration licence license passport",
  "bestellung auftrag rechnung sendung paket kunde vertrag konto karte artikel buchung vorgang aktenzeichen plz",
  "ust-id kennzeichen serie az zählerstand geburtsdatum datum bestätigung",
  "commande facture colis suivi référence réf dossier client contrat compte carte siret siren réservation",
  "pedido factura seguimiento referencia cliente contrato cuenta tarjeta nif dni nie cif reserva expediente código",
  "ordine fattura spedizione riferimento pratica contratto conto carta codice fiscale iva prenotazione",
  "encomenda fatura referência processo conta cartão cpf cnpj rg cep protocolo pedidos rastreio contribuinte",
);
/** Telefonnummer, Büronr, and Vertragsnummer, Kd-Nr */
const PHONE_COMPOUND =
  /^(?:telefon|tel|handy|ruf|rückruf|mobil|mobilfunk|festnetz|privat|büro|dienst|arbeits|geschäfts|kontakt|whatsapp)-?(?:nummer|nr)$/u;
const NUMBER_COMPOUND = /\p{L}-?(?:nummer|nummern|nr)$/u;
export const isPhoneWord = (word: string) => PHONE_WORDS.has(word) || PHONE_COMPOUND.test(word);
export const isFax = (word: string) => /^(?:tele)?fax/u.test(word);
export const isOtherNumber = (word: string) =>
  OTHER_NUMBERS.has(word) || (NUMBER_COMPOUND.test(word) && !isPhoneWord(word));

/** Behind a number: what it counts. */
export const UNITS = words(
  "€ $ £ ¥ % ° eur euro euros usd gbp chf brl dollar dollars pound pounds franken reais pesos km cm mm kg ml m2 m3 qm",
  "uhr stück stk pcs pieces units items people users years jahre ans años anni anos points punkte punti puntos pontos",
  "unidades pièces pezzi peças unités mal times views followers gb mb kb tb kwh",
);
/** Behind a number: an extension, which a number that can be dialled as it stands does not have. */
export const EXTENSIONS = words(
  "ext extension x durchwahl dw poste extensión extension interno int ramal anexo",
);

/** After "my": what belongs to the visitor itself. */
export const isContactWord = (word: string) =>
  EMAIL_WORDS.has(word) || ADDRESSES.has(word) || isPhoneWord(word) || NUMBER_WORDS.has(word);
