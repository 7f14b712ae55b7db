using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>What is an address to rules is one to the sender: the mailboxes of <see cref="MailboxBook"/>, by the beginnings of hashes of their hashes.</summary>
public sealed class EmailAddresses(MailboxBook mailboxes) : AudienceAddresses
{
    public override string? Attribute => MailboxBook.Attribute;

    public override ulong MarkOf(string text) => EmailAddress.TryParse(text, out var address) ? MarkOfHash(mailboxes.Hash(address)) : 0;

    /// <remarks>64 bits: among a million addresses two share them by chance once in 37 million workspaces.</remarks>
    // 0 would say that it is no address.
    internal static ulong MarkOfHash(string hash) => Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes(hash))));
}
