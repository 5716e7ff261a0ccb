/** Names and places that febrl's data does not hold. Some are common, some rare. */
export const GIVEN =
  "james mary robert patricia john jennifer michael linda david elizabeth maria jose anna ahmed fatima wei mei yusuf olga ivan pierre chloé hans ingrid giulia marco sofía diego aoife niamh björn astrid kwame ama priya arjun hiroshi yuki katarzyna piotr zsófia lászló thandiwe sipho leila omar beatriz joão margarida tiago henrik freja mikko aino dimitrios eleni bogdan ioana stephen stephanie philip catherine frederick geraldine montgomery philippa augustine wilhelmina".split(
    " ",
  );
export const FAMILY =
  "smith johnson williams brown jones garcía miller davis martinez lee nguyen patel kim chen singh khan ali müller schmidt schneider rossi ferrari silva santos pereira kowalski nowak nagy szabó andersson johansson o'brien murphy kelly mcdonald macleod van-dijk de-vries bakker okafor mensah ndlovu tanaka suzuki yamamoto papadopoulos popescu ionescu virtanen korhonen hernández gutiérrez featherstonehaugh cholmondeley abercrombie wolstenholme baskerville thistlethwaite habsburg rasmussen castellano montgomery fitzgerald drummond pemberton ashworth lindqvist vandenberg kaczmarek wiśniewski lefebvre beauchamp".split(
    " ",
  );
export const STREETS =
  "oak maple cedar elm washington lake hill church station victoria albert king queen mill park garden river meadow orchard chestnut willow kingsway castle abbey windmill harbour forge bridge priory juniper larch rowan hawthorn sycamore magnolia franklin lincoln jefferson madison monroe wellington nelson cromwell gladstone disraeli churchill tennyson byron shelley keats wordsworth".split(
    " ",
  );
export const STREET_KINDS = [
  "street",
  "road",
  "avenue",
  "lane",
  "drive",
  "close",
  "court",
  "place",
];
export const CITIES =
  "springfield riverside fairview georgetown salem madison clinton arlington ashford bradfield carlton denholm eastbourne farnham guildford harrogate ilkley kendal lancaster maidstone northampton oakham peterborough richmond shrewsbury taunton ulverston wakefield".split(
    " ",
  );
export const BUSINESSES =
  "acme globex initech umbrella hooli vandelay wonka stark wayne cyberdyne tyrell soylent massive oscorp virtucon gringotts aperture sirius duff monarch".split(
    " ",
  );
export const TRADES =
  "plumbing bakery logistics consulting florist motors dental legal fitness media".split(" ");
