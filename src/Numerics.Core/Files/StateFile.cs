using System.Collections.Immutable;
using System.Globalization;
using Numerics.Runtime;

namespace Numerics.Files;

/// <summary>What a safetensors file holds: named tensors, and metadata as text. Immutable: changes give a new
/// one.</summary>
/// <remarks>A file that was opened is read on demand, so it stays open until it is disposed of; what was derived from
/// it reads through it.</remarks>
public sealed class StateFile : IDisposable
{
    private readonly IDisposable? _source;

    internal StateFile(
        ImmutableSortedDictionary<string, string> metadata,
        ImmutableSortedDictionary<string, StateTensor> tensors,
        IDisposable? source)
    {
        Metadata = metadata;
        Tensors = tensors;
        _source = source;
    }

    /// <summary>A file without tensors and metadata.</summary>
    public static StateFile Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, StateTensor>(StringComparer.Ordinal),
        source: null);

    /// <summary>The metadata.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensors by name.</summary>
    public ImmutableSortedDictionary<string, StateTensor> Tensors { get; }

    /// <summary>Opens a file and checks all of its header: sizes, offsets, types.</summary>
    /// <exception cref="InvalidDataException">It is no safetensors file, or is damaged or cut short; the message says
    /// where.</exception>
    public static StateFile Open(string path) => SafetensorsReader.Open(path);

    /// <summary>Writes the file: to a temporary one in the same folder, flushed to the disk, then renamed, so that a
    /// reader finds the old file or the new one whole.</summary>
    /// <param name="path">Where to. A file that is there is replaced.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, this));

    /// <summary>With a tensor added or replaced.</summary>
    public StateFile With(string name, StateTensor tensor) => new(Metadata, Tensors.SetItem(name, tensor), source: null);

    /// <summary>Without a tensor.</summary>
    public StateFile Without(string name) => new(Metadata, Tensors.Remove(name), source: null);

    /// <summary>With each tensor renamed.</summary>
    /// <param name="rename">Gives the new name of an old one.</param>
    /// <exception cref="ArgumentException">Two tensors get the same name.</exception>
    public StateFile Rename(Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        ImmutableSortedDictionary<string, StateTensor> renamed = Empty.Tensors;
        foreach ((string name, StateTensor tensor) in Tensors)
        {
            string fresh = rename(name);
            renamed = renamed.ContainsKey(fresh)
                ? throw new ArgumentException($"Two tensors would be called {fresh}; one is {name}.", nameof(rename))
                : renamed.Add(fresh, tensor);
        }

        return new StateFile(Metadata, renamed, source: null);
    }

    /// <summary>With a line of metadata added or replaced.</summary>
    public StateFile WithMetadata(string key, string value) => new(Metadata.SetItem(key, value), Tensors, source: null);

    /// <summary>As the state of a rule: what a migration ends with, when the tensors mean what that rule
    /// says.</summary>
    public StateFile ForRule(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return WithMetadata(StateKeys.Rule, rule.Name).WithMetadata(StateKeys.Hash, StateKeys.Text(rule.Hash));
    }

    /// <summary>Closes the file, if one was opened.</summary>
    public void Dispose() => _source?.Dispose();
}

/// <summary>The keys of an optimizer's metadata.</summary>
internal static class StateKeys
{
    public const string Format = "numerics.format";
    public const string Version = "numerics.version";
    public const string Rule = "numerics.rule";
    public const string Hash = "numerics.hash";
    public const string Groups = "numerics.groups";

    /// <summary>The version of the form that this library writes.</summary>
    public const string CurrentFormat = "1";

    public static string GroupStep(int group) => Group(group, "step");

    public static string GroupTensors(int group) => Group(group, "tensors");

    public static string GroupState(int group, string name) => Group(group, "state." + name);

    public static string GroupOption(int group, string name) => Group(group, "option." + name);

    public static string Tensor(int index, string name)
        => string.Create(CultureInfo.InvariantCulture, $"state.{index}.{name}");

    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static string Group(int group, string name)
        => string.Create(CultureInfo.InvariantCulture, $"numerics.group.{group}.{name}");
}
