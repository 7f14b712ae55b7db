namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>The levels of agreement that a kind of field knows, and which of them holds for two values.</summary>
internal abstract class FieldComparison
{
    /// <summary>At most seven, so that a pattern takes three bits; the most telling first, the least last.</summary>
    public abstract IReadOnlyList<Agreement> Levels { get; }

    /// <summary>Whether rare values tell more than common ones.</summary>
    public virtual bool UsesFrequency => true;

    /// <summary>The index in <see cref="Levels"/> for two normal forms that differ; equal ones are level 0.</summary>
    public abstract int Compare(string a, string b);

    public static FieldComparison For(FieldKind kind) => kind switch
    {
        FieldKind.GivenName or FieldKind.FamilyName => new NameComparison(),
        FieldKind.BirthDate => new DateComparison(),
        FieldKind.Email => new EmailComparison(),
        FieldKind.Phone or FieldKind.Identifier => new NumberComparison(),
        FieldKind.StreetNumber => new HouseNumberComparison(),
        FieldKind.Postcode => new PostcodeComparison(),
        _ => new TextComparison(),
    };
}
