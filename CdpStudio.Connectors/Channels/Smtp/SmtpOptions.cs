using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>Section <c>Email</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>
    /// Mail servers, by name or address and separated by commas, that may lie in a private network or on this machine. Others there are
    /// refused, so that nobody can look around in the network with the settings page.
    /// </summary>
    public string AllowedPrivateHosts { get; set; } = "";

    /// <summary>How long one mail may take, the connection included. Past it the mail is in doubt.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    internal bool Allows(string host) =>
        AllowedPrivateHosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(host, StringComparer.OrdinalIgnoreCase);
}

[OptionsValidator]
internal sealed partial class ValidateSmtpOptions : IValidateOptions<SmtpOptions>;
