namespace CdpStudio.Core.Messaging.Email;

/// <summary>
/// Mailboxes of people whom the product invented, such as the demo's. The domain is reserved (RFC 2606) and can't exist, so mail to it
/// would only come back and cost the sender's good name: it never leaves, whatever mail server there is.
/// </summary>
public static class InventedMailboxes
{
    public const string Domain = "demo.example";

    /// <param name="address">As it stands in an envelope.</param>
    public static bool Has(string address) =>
        address.EndsWith("@" + Domain, StringComparison.OrdinalIgnoreCase) || address.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase);
}
