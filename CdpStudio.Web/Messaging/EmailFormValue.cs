using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Web.Messaging;

/// <summary>The settings as they are being typed. The password goes in and never comes out.</summary>
public sealed class EmailFormValue
{
    public string Host { get; set; } = "";

    public int Port { get; set; }

    public bool StartTls { get; set; }

    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Whether a password is stored.</summary>
    public bool HasPassword { get; init; }

    public string FromName { get; set; } = "";

    public string FromAddress { get; set; } = "";

    public string ReplyTo { get; set; } = "";

    public string PostalAddress { get; set; } = "";

    public string PublicAddress { get; set; } = "";

    public int Connections { get; set; }

    /// <param name="here">Where the browser is, until a public address was said.</param>
    public static EmailFormValue Of(EmailSettingsRow known, string here) => new()
    {
        Host = known.Host ?? "",
        Port = known.Port,
        StartTls = known.StartTls,
        UserName = known.UserName ?? "",
        HasPassword = known.HasPassword,
        FromName = known.FromName,
        FromAddress = known.FromAddress,
        ReplyTo = known.ReplyTo ?? "",
        PostalAddress = known.PostalAddress,
        PublicAddress = known.PublicAddress ?? here,
        Connections = known.Connections,
    };

    public ChangeEmailSettings ToCommand(string by) => new(
        Host, Port, StartTls, UserName, Password.Length == 0 ? null : Password, FromName, FromAddress, ReplyTo, PostalAddress, PublicAddress, Connections, by);
}
