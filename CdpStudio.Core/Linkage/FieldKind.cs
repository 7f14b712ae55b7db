namespace CdpStudio.Core.Linkage;

/// <summary>What a column says about a person. It decides how values are normalised, compared and blocked.</summary>
public enum FieldKind
{
    /// <summary>Not looked at: a record's own number, or what nobody fills.</summary>
    Ignored,
    GivenName,
    FamilyName,

    /// <summary>Both names in one text. Read only where a table has no columns for the names themselves.</summary>
    FullName,
    BirthDate,
    StreetNumber,
    Street,
    Locality,
    Postcode,
    Region,
    Phone,
    Email,

    /// <summary>A number of some authority: social security, passport, loyalty card.</summary>
    Identifier,
    Text,
}
