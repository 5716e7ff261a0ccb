/**
 * The built-in texts. `{details}` comes behind a colon or a dash, so that no sentence has to agree with its gender and
 * number.
 */
export const BUILT_IN_TEXTS = {
  en: {
    language: "en",
    question:
      "Sorry, nobody on our team is free right now. So that we can get back to you, may we have your contact details: {details}?",
    again: "Sorry, I could not quite read that. Could you please write it once more: {details}?",
    thanks: "Thank you, I have noted your contact details ({details}). We will get back to you.",
    noted:
      "Sorry, nobody on our team is free right now. We will get back to you as soon as we can.",
    email: "email address",
    phone: "phone number",
    emailAndPhone: "email address and phone number",
  },
  de: {
    language: "de",
    question:
      "Leider ist gerade niemand aus unserem Team frei. Damit wir uns bei Ihnen melden können, nennen Sie uns bitte Ihre Kontaktdaten: {details}.",
    again:
      "Entschuldigung, das konnte ich nicht sicher lesen. Schreiben Sie es bitte noch einmal: {details}.",
    thanks:
      "Vielen Dank, ich habe Ihre Kontaktdaten notiert ({details}). Wir melden uns bei Ihnen.",
    noted: "Leider ist gerade niemand aus unserem Team frei. Wir melden uns so bald wie möglich.",
    email: "E-Mail-Adresse",
    phone: "Telefonnummer",
    emailAndPhone: "E-Mail-Adresse und Telefonnummer",
  },
  fr: {
    language: "fr",
    question:
      "Toutes nos excuses, personne de notre équipe n'est disponible pour le moment. Pour que nous puissions vous recontacter, merci de nous indiquer vos coordonnées : {details}.",
    again: "Pardon, je n'ai pas bien pu lire. Pourriez-vous l'écrire encore une fois : {details} ?",
    thanks: "Merci, j'ai bien noté vos coordonnées ({details}). Nous vous recontacterons.",
    noted:
      "Toutes nos excuses, personne de notre équipe n'est disponible pour le moment. Nous vous recontacterons dès que possible.",
    email: "adresse e-mail",
    phone: "numéro de téléphone",
    emailAndPhone: "adresse e-mail et numéro de téléphone",
  },
  es: {
    language: "es",
    question:
      "Lo sentimos, ahora mismo no hay nadie de nuestro equipo disponible. Para que podamos responderle, indíquenos por favor sus datos de contacto: {details}.",
    again: "Perdone, no he podido leerlo bien. ¿Podría escribirlo una vez más: {details}?",
    thanks:
      "Gracias, he anotado sus datos de contacto ({details}). Nos pondremos en contacto con usted.",
    noted:
      "Lo sentimos, ahora mismo no hay nadie de nuestro equipo disponible. Le responderemos lo antes posible.",
    email: "correo electrónico",
    phone: "número de teléfono",
    emailAndPhone: "correo electrónico y número de teléfono",
  },
  it: {
    language: "it",
    question:
      "Ci dispiace, al momento nessuno del nostro team è disponibile. Per poterla ricontattare, ci lasci per favore i suoi recapiti: {details}.",
    again:
      "Mi scusi, non è stato possibile leggere bene. Può scriverlo ancora una volta: {details}?",
    thanks: "Grazie, ho annotato i suoi recapiti ({details}). La ricontatteremo.",
    noted:
      "Ci dispiace, al momento nessuno del nostro team è disponibile. La ricontatteremo appena possibile.",
    email: "indirizzo e-mail",
    phone: "numero di telefono",
    emailAndPhone: "indirizzo e-mail e numero di telefono",
  },
  pt: {
    language: "pt",
    question:
      "Lamentamos, neste momento ninguém da nossa equipa está disponível. Para que possamos responder-lhe, indique-nos por favor os seus contactos: {details}.",
    again: "Desculpe, não consegui ler bem. Pode escrever mais uma vez: {details}?",
    thanks: "Agradecemos, anotámos os seus contactos ({details}). Entraremos em contacto consigo.",
    noted:
      "Lamentamos, neste momento ninguém da nossa equipa está disponível. Responderemos assim que possível.",
    email: "endereço de e-mail",
    phone: "número de telefone",
    emailAndPhone: "endereço de e-mail e número de telefone",
  },
  "pt-BR": {
    language: "pt-BR",
    question:
      "Desculpe, no momento ninguém da nossa equipe está disponível. Para que possamos retornar, informe por favor seus contatos: {details}.",
    again: "Desculpe, não consegui ler direito. Pode escrever mais uma vez: {details}?",
    thanks: "Agradecemos, anotamos seus contatos ({details}). Entraremos em contato com você.",
    noted:
      "Desculpe, no momento ninguém da nossa equipe está disponível. Retornaremos assim que possível.",
    email: "endereço de e-mail",
    phone: "número de telefone",
    emailAndPhone: "endereço de e-mail e número de telefone",
  },
} as const;
