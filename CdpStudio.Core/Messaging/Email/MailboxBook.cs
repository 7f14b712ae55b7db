using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>
/// Which mailboxes a person has: the <c>email</c> identifiers of the profile in the directory's order. An identifier is one person's, a
/// mailbox may be a family's: whoever has none of their own has the address that their <c>email</c> attribute says.
/// </summary>
public sealed class MailboxBook(IProfileDirectory directory, AddressSecret secret)
{
    /// <summary>Read where no identifier says an address.</summary>
    public const string Attribute = "email";

    private static readonly string s_key = StudioText.Key(Attribute);

    /// <summary>Null when there is no such profile any more.</summary>
    public Mailboxes? Of(ProfileId profile) => directory.Read(profile) is { } record ? Of(record) : null;

    public Mailboxes Of(ProfileRecord profile)
    {
        var written = profile.Identifiers.Where(i => i.Namespace == IdentifierNamespace.Email).Select(i => i.Value).ToList();
        if (written.Count == 0) written.AddRange(profile.Attributes.Where(a => StudioText.Key(a.Name) == s_key).Select(Said).OfType<string>());
        var valid = written.Select(text => EmailAddress.TryParse(text, out var address) ? address : null).OfType<EmailAddress>()
            .Select(a => new Mailbox(a, Hash(a))).DistinctBy(m => m.Hash).ToList();
        return new Mailboxes(profile, directory.Numbers(profile.Id), written.Count > 0, valid);
    }

    public string Hash(EmailAddress address) => secret.Hash(Channel.Email, address.Folded);

    private static string? Said(AttributeAssertion said) =>
        said.Value is { } json && StudioValue.Read(json) is StudioValue.Text text ? text.Value.Trim() : null;
}

/// <param name="Numbers">Every number under which something may have been kept of this person.</param>
/// <param name="IsKnown">Whether an address was ever said, valid or not.</param>
/// <param name="All">Valid ones, each mailbox once. Mail goes to the first.</param>
public sealed record Mailboxes(ProfileRecord Profile, IReadOnlyList<ProfileId> Numbers, bool IsKnown, IReadOnlyList<Mailbox> All)
{
    public IEnumerable<string> Hashes => All.Select(m => m.Hash);
}

/// <param name="Hash">Keyed, see <see cref="AddressSecret"/>.</param>
public sealed record Mailbox(EmailAddress Address, string Hash);
