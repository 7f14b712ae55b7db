using System.Buffers.Binary;
using System.Buffers.Text;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Erasing;

/// <summary>The workspace's keyed hash of an identifier, equal for two exactly if they are the same (<see cref="IdentifierKey"/>). 256 bits.</summary>
internal static class ErasedHash
{
    private const string Purpose = "erased";

    public static string Of(AddressSecret secret, Identifier identifier) => Base64Url.EncodeToString(Bytes(secret, identifier));

    /// <summary>Half of it, which is enough to find it by.</summary>
    public static UInt128 KeyOf(AddressSecret secret, Identifier identifier) => BinaryPrimitives.ReadUInt128LittleEndian(Bytes(secret, identifier));

    public static UInt128 KeyOf(string hash) => BinaryPrimitives.ReadUInt128LittleEndian(Base64Url.DecodeFromChars(hash));

    // A line break ends the namespace, which has none.
    private static byte[] Bytes(AddressSecret secret, Identifier identifier)
    {
        var (space, value) = IdentifierKey.KeyOf(identifier);
        return secret.Mac(Purpose, $"{space}\n{value}");
    }
}
