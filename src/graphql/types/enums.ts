import { builder } from "../builder.ts";

export const Channel = builder.enumType("Channel", {
  description: "Where something was said or done.",
  values: {
    FORM: { description: "A form on a page: a conversation channel, its values are unverified." },
    CHAT: { description: "The chat widget: a conversation channel, its values are unverified." },
    FACEBOOK: { description: "Facebook Messenger: a conversation channel." },
    INSTAGRAM: { description: "Instagram direct messages: a conversation channel." },
    WHATSAPP: {
      description: "WhatsApp: a conversation channel that proves the sender's phone number.",
    },
    SMS: { description: "SMS: a conversation channel that proves the sender's phone number." },
    EMAIL: {
      description: "Email: a conversation channel. A sender's address can be forged: unverified.",
    },
    PUSH: { description: "Answers to push notifications: a conversation channel." },
    AI_AGENT: { description: "Details that an AI agent read in a conversation: unverified." },
    AGENT: { description: "Details that an agent entered on a guest: vouched for." },
    LOGIN: { description: "The customer signed in to the business: an account channel." },
    PLUGIN: { description: "A shop plugin of the business: an account channel." },
    IMPORT: {
      description:
        "A row of an imported file, vouched for by the admin. Nobody identifies through it.",
    },
  } as const,
});

export const VisitorKind = builder.enumType("VisitorKind", {
  description: "How an anonymous visitor first interacted.",
  values: {
    CONVERSATIONS: { description: "It wrote, or said something of itself in a conversation." },
    PUSH: { description: "It opted in to push notifications, or came through an account channel." },
  } as const,
});

export const ReachableBy = builder.enumType("ReachableBy", {
  description: "A way in which somebody can be reached.",
  values: {
    EMAIL: { description: "There is an email address." },
    SMS: { description: "There is a phone number." },
    WHATSAPP: { description: "There is a phone number." },
    PUSH: { description: "A browser or app opted in to push notifications." },
  } as const,
});

export const ContactField = builder.enumType("ContactField", {
  description: "A field of a contact.",
  values: {
    EMAIL: { value: "email", description: "Email address: an identifier." },
    PHONE: { value: "phone", description: "Phone number: an identifier." },
    FIRST_NAME: { value: "firstName", description: "First name." },
    MIDDLE_NAME: { value: "middleName", description: "Middle name." },
    LAST_NAME: { value: "lastName", description: "Last name." },
    FULL_NAME: {
      value: "fullName",
      description: "The whole name, where a channel gives one text. It is never split by guess.",
    },
    GENDER: { value: "gender", description: "Gender, as free text." },
    BUSINESS_NAME: { value: "businessName", description: "Name of the business." },
    CONTACT_ADDRESS: { value: "contactAddress", description: "Contact address, part by part." },
    BILLING_ADDRESS: { value: "billingAddress", description: "Billing address, part by part." },
    ATTRIBUTES: { value: "attributes", description: "Free-form attributes, key by key." },
  } as const,
});

export const IdentifierKind = builder.enumType("IdentifierKind", {
  description: "What an identifier is.",
  values: {
    EMAIL: { value: "email", description: "An email address." },
    PHONE: { value: "phone", description: "A phone number, E.164." },
  } as const,
});

export const ContactStatus = builder.enumType("ContactStatus", {
  description: "Whether a contact is shown.",
  values: {
    ACTIVE: { value: "active", description: "Shown in lists and audiences." },
    ARCHIVED: {
      value: "archived",
      description:
        "Hidden from lists and audiences. Its identifiers stay reserved, and a message from it makes it active again.",
    },
  } as const,
});

export const ConflictStatus = builder.enumType("ConflictStatus", {
  description: "What became of a conflict. A field of a contact has at most one that is open.",
  values: {
    OPEN: { value: "open", description: "Waits for an agent." },
    SUPERSEDED: { value: "superseded", description: "A newer differing value took its place." },
    RESOLVED: {
      value: "resolved",
      description: "Decided. It can be switched as long as the field has not changed since.",
    },
    CLOSED: { value: "closed", description: "The main value became equal to the secondary one." },
    WITHDRAWN: {
      value: "withdrawn",
      description: "The visitor that said it was unlinked, or the merge that made it was undone.",
    },
  } as const,
});

export const ConflictChoice = builder.enumType("ConflictChoice", {
  description: "Which of a conflict's two values counts.",
  values: {
    MAIN: { description: "The value in the contact stays, or comes back." },
    SECONDARY: { description: "The claimed value becomes the contact's." },
  } as const,
});

export const MessageChannel = builder.enumType("MessageChannel", {
  description: "What a conversation goes over.",
  values: {
    WEBCHAT: {
      value: "CHAT",
      description: "The chat widget. What is said there has the channel `CHAT`.",
    },
    WHATSAPP: { description: "WhatsApp. It proves the sender's phone number." },
    SMS: { description: "SMS. It proves the sender's phone number." },
    FACEBOOK: { description: "Facebook Messenger." },
    INSTAGRAM: { description: "Instagram direct messages." },
    EMAIL: { description: "Email. A sender's address can be forged, so it proves nothing." },
    PUSH: { description: "Answers to push notifications." },
  } as const,
});

export const HandoverState = builder.enumType("HandoverState", {
  description: "Whose turn it is to answer in a conversation.",
  values: {
    WITH_AI: { description: "The AI agent answers." },
    WAITING_FOR_AGENT: {
      description: "It waits for an agent to take it. It may be assigned to one already.",
    },
    DETAILS_ASKED: {
      description:
        "No agent took it within the workspace's waiting time, so the AI agent asked how to reach the visitor. It waits for an agent still.",
    },
    WITH_AGENT: { description: "An agent took it." },
    CLOSED: { description: "It ended." },
  } as const,
});

export const ConversationStatus = builder.enumType("ConversationStatus", {
  description: "Whether a conversation goes on.",
  values: {
    OPEN: { value: "open", description: "Goes on." },
    CLOSED: {
      value: "closed",
      description:
        "Ended. The visitor's next message opens another one, or this one again if it names it.",
    },
  } as const,
});

export const MessageDirection = builder.enumType("MessageDirection", {
  description: "Which way a message went.",
  values: {
    INBOUND: { value: "inbound", description: "From the visitor." },
    OUTBOUND: { value: "outbound", description: "To the visitor." },
  } as const,
});

export const DuplicateReason = builder.enumType("DuplicateReason", {
  description: "Why two contacts may be one person.",
  values: {
    EMAIL_AND_PHONE_OF_TWO_CONTACTS: {
      description: "One visitor claimed the email of one and the phone of the other.",
    },
    ACTIVE_AND_ARCHIVED_MATCH: {
      description: "One visitor claimed an identifier of each, and one of them is archived.",
    },
    UNVERIFIED_IDENTIFIER_OF_ANOTHER: {
      description: "A visitor linked to the one claimed, unverified, an identifier of the other.",
    },
    VERIFIED_IDENTIFIER_OF_ANOTHER: {
      description: "A visitor linked to the one proved an identifier of the other.",
    },
    BOTH_VERIFIED_AND_COMPLEMENTARY: {
      description:
        "One visitor proved the email of one and the phone of the other, and each lacks what the other has.",
    },
    SAME_NAME_AND_ADDRESS: {
      description: "Their names and addresses are the same, or are spelled nearly alike.",
    },
    SAME_NAME_AND_BUSINESS: {
      description: "Their names and businesses are the same, or are spelled nearly alike.",
    },
    SAME_NAME_AND_PHONE_DIGITS: {
      description:
        "Their names are the same or nearly alike, and their phones differ by a slip or by the country's code.",
    },
    IDENTIFIER_ENTERED_BY_HAND: {
      description: "An identifier of the one was entered by hand on the other, and refused.",
    },
  } as const,
});

export const SuspectedDuplicateStatus = builder.enumType("SuspectedDuplicateStatus", {
  description: "Where the decision on a suspected duplicate stands.",
  values: {
    OPEN: { value: "open", description: "Nobody has decided." },
    DISMISSED: { value: "dismissed", description: "They are two people: never suspected again." },
  } as const,
});

export const MergeCause = builder.enumType("MergeCause", {
  description: "What made two contacts one.",
  values: {
    BY_HAND: { description: "`mergeContacts` was called." },
    BOTH_VERIFIED: {
      description:
        "One visitor proved the email of one and the phone of the other, and each lacked what the other had.",
    },
  } as const,
});

export const AnsweredFirstBy = builder.enumType("AnsweredFirstBy", {
  description: "Who has new conversations first.",
  values: {
    AGENT: { description: "They wait for an agent." },
    AI_AGENT: { description: "They are with the AI agent until it asks for a person." },
  } as const,
});

export const PhoneFormat = builder.enumType("PhoneFormat", {
  description: "How a phone number is written.",
  values: {
    E164: { description: "For programs. Example: `+4930123456`." },
    NATIONAL: { description: "As in its own country. Example: `030 123456`." },
    INTERNATIONAL: {
      description: "With the country's prefix, for people. Example: `+49 30 123456`.",
    },
  } as const,
});

export const ActorType = builder.enumType("ActorType", {
  description: "Who did something.",
  values: {
    VISITOR: { value: "visitor", description: "A visitor, with its token." },
    MEMBER: { value: "member", description: "A member of the workspace." },
    INTEGRATION: { value: "integration", description: "An integration, with its key." },
    SYSTEM: { value: "system", description: "The service itself." },
  } as const,
});
