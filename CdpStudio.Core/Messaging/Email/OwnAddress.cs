namespace CdpStudio.Core.Messaging.Email;

/// <summary>Where this process answers, for links in mail as long as nobody has said a public address: the mail trap works without one.</summary>
public sealed class OwnAddress
{
    private volatile string _value = "http://localhost";

    /// <summary>Without a slash at its end.</summary>
    public string Value => _value;

    public void Become(string address) => _value = address.TrimEnd('/');
}
