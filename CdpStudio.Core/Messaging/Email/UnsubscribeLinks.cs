using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>
/// The address in every mail by which its reader says no: the number of the send and a proof of 128 bits that it comes from here.
/// It tells nobody anything, and nobody can make one for somebody else.
/// </summary>
public sealed class UnsubscribeLinks(AddressSecret secret)
{
    public const string Path = "/u/";

    /// <summary>The number of no send: test mails and previews show a link that works and unsubscribes nobody.</summary>
    public const long Test = 0;

    private const int NumberBytes = 8;
    private const int ProofBytes = 16;

    public string Address(string publicAddress, long send) => publicAddress + Path + Token(send);

    public string Token(long send)
    {
        Span<byte> token = stackalloc byte[NumberBytes + ProofBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, send);
        Proof(send).CopyTo(token[NumberBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>False for whatever was not made here.</returns>
    public bool TryRead(string token, out long send)
    {
        send = 0;
        Span<byte> bytes = stackalloc byte[NumberBytes + ProofBytes];
        if (token.Length > 64 || !Base64Url.IsValid(token, out var length) || length != bytes.Length) return false;

        Base64Url.DecodeFromChars(token, bytes);
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes);
        // Some characters of Base64 hold bits that do not count; only the one way of writing a token is it.
        if (!CryptographicOperations.FixedTimeEquals(bytes[NumberBytes..], Proof(number)) || Token(number) != token) return false;

        send = number;
        return true;
    }

    private ReadOnlySpan<byte> Proof(long send) => secret.Mac("unsubscribe", send.ToString(CultureInfo.InvariantCulture)).AsSpan(0, ProofBytes);
}
