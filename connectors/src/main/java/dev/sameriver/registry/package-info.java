/**
 * The versions of views: where each stands, which share of readers it has, and how far it is; with
 * every change and its reason.
 */
@NullMarked
package dev.sameriver.registry;

import org.jspecify.annotations.NullMarked;
