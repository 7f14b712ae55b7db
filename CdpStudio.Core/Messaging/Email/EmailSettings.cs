namespace CdpStudio.Core.Messaging.Email;

/// <summary>How mail leaves: one row. Without a host the built-in mail trap takes everything.</summary>
public sealed class EmailSettings
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Refuses to send without STARTTLS.</summary>
    public bool StartTls { get; set; } = true;

    public string? UserName { get; set; }

    /// <summary>Encrypted by Data Protection; written only, never shown again.</summary>
    public string? Secret { get; set; }

    public required string FromName { get; set; }

    /// <summary>Empty until somebody has said it: nothing can be sent to a mail server before.</summary>
    public required string FromAddress { get; set; }

    public string? ReplyTo { get; set; }

    /// <summary>Stands in the footer of every mail, as the law of many countries asks.</summary>
    public required string PostalAddress { get; set; }

    /// <summary>Where people reach this product, such as <c>https://cdp.example</c>: unsubscribe links begin with it.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>At once; from 1 to 32.</summary>
    public int Connections { get; set; } = 8;

    public DateTimeOffset? ChangedAt { get; set; }

    public string? ChangedBy { get; set; }
}
