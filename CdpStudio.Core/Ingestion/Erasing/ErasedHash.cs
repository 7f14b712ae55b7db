using System.Buffers.Binary;
using System.Buffers.Text;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Erasing;

/// <summary>
/// The workspace's keyed hashes of an identifier, 256 bits each: of every form that stands for it. Somebody who was erased is not let in by
/// another way of writing the same value, nor by identity rules that were changed since.
/// </summary>
internal static class ErasedHash
{
    private const string Purpose = "erased";

    // Before the form without case of a value that was compared as it is: it stands for it only where case plays no part.
    private const char Caseless = '\u0002';

    /// <summary>What is kept of an identifier that is erased.</summary>
    public static IEnumerable<string> Of(AddressSecret secret, IdentityRules rules, Identifier identifier)
    {
        var (folded, born, compared) = FormsOf(rules, identifier);
        string[] forms = born == folded ? [folded, compared] : [born, Caseless + folded];
        return forms.Distinct(StringComparer.Ordinal).Select(form => Base64Url.EncodeToString(Bytes(secret, identifier, form)));
    }

    /// <summary>By half a hash each, what to look for: an identifier was erased if any was kept.</summary>
    public static IEnumerable<UInt128> KeysOf(AddressSecret secret, IdentityRules rules, Identifier identifier)
    {
        var (folded, born, compared) = FormsOf(rules, identifier);
        yield return KeyOf(secret, identifier, folded);
        if (born != folded) yield return KeyOf(secret, identifier, born);
        else if (compared != folded) yield return KeyOf(secret, identifier, compared);

        if (born == folded && !IdentityRules.IsFromTheStart(identifier.Namespace)) yield return KeyOf(secret, identifier, Caseless + folded);
    }

    public static UInt128 KeyOf(string hash) => BinaryPrimitives.ReadUInt128LittleEndian(Base64Url.DecodeFromChars(hash));

    private static (string Folded, string Born, string Compared) FormsOf(IdentityRules rules, Identifier identifier)
    {
        var (space, value) = (identifier.Namespace, identifier.Value);
        return (StudioText.Key(IdentifierKey.Normalise(space, value)), StudioText.Key(rules.BirthForm(space, value)), StudioText.Key(rules.NormalForm(space, value)));
    }

    private static UInt128 KeyOf(AddressSecret secret, Identifier identifier, string form) =>
        BinaryPrimitives.ReadUInt128LittleEndian(Bytes(secret, identifier, form));

    // A line break ends the namespace, which has none.
    private static byte[] Bytes(AddressSecret secret, Identifier identifier, string form) => secret.Mac(Purpose, $"{StudioText.Key(identifier.Namespace)}\n{form}");
}
