//! How the facts about a word are packed: the one page that the build script and the program share.
//!
//! It must not use anything else of the crate, because the build script reads it too.

/// Four bits: how common as a given name.
pub(crate) const GIVEN: u32 = 0;
/// Four bits: how common as a family name.
pub(crate) const FAMILY: u32 = 4;
/// Four bits: how rare as an English word.
pub(crate) const RANK: u32 = 8;
/// Four bits: how large as a town.
pub(crate) const CITY: u32 = 12;
/// Four bits: how many words the longest entry that starts with this word has.
pub(crate) const LONGEST: u32 = 16;

/// A list that a word is in or not, by its bit in the packed facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Is {
    /// A country, nationality or wide region.
    Region = 20,
    /// A public tool, vendor or brand.
    Tool = 21,
    /// A month, weekday or holiday.
    Calendar = 22,
    /// An acronym of working life.
    Acronym = 23,
    /// A capitalised ordinary word: job title, department, form of address.
    Plain = 24,
    /// A county, state or province.
    County = 25,
    /// Stands before a name: `mrs`.
    Title = 26,
    /// A short form of a name.
    Nickname = 27,
    /// A small word inside family names: `de`.
    Particle = 28,
    /// A person is named behind it: `ask`.
    BeforePerson = 29,
    /// A verb that may follow a person's name.
    PersonVerb = 30,
    /// A verb that hardly follows anything else.
    SurePersonVerb = 31,
    /// A relation: `sister`.
    Kin = 32,
    /// Opens a sentence before an address by name: `thanks`.
    Opener = 33,
    /// A kind of street.
    Street = 34,
    /// A kind of street that needs no number.
    SureStreet = 35,
    /// Ends the name of a building or place: `lodge`.
    PlaceHead = 36,
    /// A kind of site: `desk`.
    Site = 37,
    /// A kind of site that makes the name before it a place: `depot`.
    SureSite = 38,
    /// A legal form: `ltd`.
    Firm = 40,
    /// Stands before a name as part of it: `Big Trev`.
    Epithet = 39,
    /// Ends a firm's name: `haulage`.
    Trade = 41,
    /// A firm is named behind it: `for`.
    BeforeFirm = 42,
    /// What a tool has or is: `app`.
    Thing = 43,
    /// A verb that only a system does: `syncs`.
    ToolVerb = 44,
    /// Opens the name of a street in another language: `via`.
    StreetAbroad = 46,
    /// A title that says nothing but how somebody is addressed: `mrs`.
    Courtesy = 45,
}
