using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>The workspace's <see cref="AddressKey"/> at work, from the start of the process on.</summary>
public sealed class AddressSecret
{
    public const int KeyBytes = 32;

    private volatile byte[]? _key;

    /// <summary>The keyed hash under which an address is remembered when the address itself is gone.</summary>
    /// <param name="folded">As the channel folds it, so that one mailbox has one hash.</param>
    public string Hash(string channel, string folded) => Base64Url.EncodeToString(Mac("address", $"{channel}:{folded}"));

    /// <summary>A proof that whoever shows <paramref name="text"/> has it from here. 256 bits.</summary>
    /// <param name="purpose">A proof for one purpose is none for another.</param>
    public byte[] Mac(string purpose, string text) => HMACSHA256.HashData(
        _key ?? throw new InvalidOperationException("The address key was asked for before the workspace was prepared."),
        Encoding.UTF8.GetBytes($"{purpose}\n{text}"));

    internal void Become(byte[] key) => _key = key;
}
